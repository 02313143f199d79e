import type { WaitingLine } from './waiting-line';
import type { Queued } from './queued';

/** Whom a queue serves first among equally urgent ones: the oldest, or while it is late the newest. */
export type Serving = 'oldest-first' | 'newest-first';

/** Watches over one queue, and may change the order in which it serves. */
export interface QueueRegime {
  readonly serving: Serving;
  /**
   * Asked whenever somebody joins and before somebody is served.
   *
   * @param now steady milliseconds
   * @returns somebody who is to be given up; asked again before anybody is served, until there is nobody
   */
  review<T extends Queued<T>>(line: WaitingLine<T>, now: number): T | undefined;
}

/** Makes the regime of one queue; many queues may be given the same discipline. */
export type QueueDiscipline = () => QueueRegime;
