import type { Queued, Ranked } from './queued';
import type { WaitingLine } from './waiting-line';

/** Whom a queue serves first among equally urgent ones: always the oldest, or while it is late the newest. */
export type Serving = 'oldest-first' | 'newest-first';

/** In which order those that wait are served. */
export interface ServingOrder {
  /** Whether the later of two with the same head start goes first. */
  readonly newestFirst: boolean;
  /** Whether `a` is served before `b`. */
  isBefore(a: Ranked, b: Ranked): boolean;
}

/** A line whose order can change. */
export interface OrderedLine<T> extends WaitingLine<T> {
  order: ServingOrder;
  /**
   * The least value of a measure that never falls from one to a later one with the same head start, such as the time
   * at which they came; `Infinity` when nobody waits. O(priorities in use).
   */
  least(measure: (entry: Ranked) => number): number;
}

/** Watches over one queue. */
export interface QueueRegime {
  /**
   * Called before somebody is served: changes the order in which the queue serves, and gives up those that are not to
   * wait any longer, by `onDue`.
   *
   * @param now steady milliseconds
   */
  review<T extends Queued<T>>(line: OrderedLine<T>, now: number): void;
}

/** Makes the regime of one queue; many may have the same discipline. */
export type QueueDiscipline = () => QueueRegime;
