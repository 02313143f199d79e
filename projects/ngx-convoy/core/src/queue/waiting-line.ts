import type { Queued } from './queued';

/** In which order those that wait are served. */
export interface ServingOrder {
  /** Whether the later of two with the same head start goes first. */
  readonly newestFirst: boolean;
  /** Whether `a` is served before `b`. */
  isBefore(a: Ranked, b: Ranked): boolean;
}

/** What an order goes by. */
export type Ranked = Pick<Queued<never>, 'since' | 'lead' | 'key' | 'turn'>;

/** Where calls and tasks wait: one is served at the front, one is shed at the back. */
export interface WaitingLine<T> {
  readonly size: number;
  /** Who is served next; `undefined` when nobody may be. */
  readonly first: T | undefined;
  /** Who is given up first when there is no more room. */
  readonly last: T | undefined;
  order: ServingOrder;

  /**
   * The least value of a measure that never falls from one to a later one with the same head start, such as the time
   * at which they came; `Infinity` when nobody waits. O(priorities in use).
   */
  least(measure: (entry: Ranked) => number): number;

  /** Whether a newcomer would have nobody to wait behind. */
  admits(key: string | undefined): boolean;
  add(entry: T): void;
  /** Whether it was there. */
  remove(entry: T): boolean;
  /** One with this key is served, or has been: for limits per key. */
  enter?(key: string | undefined): void;
  leave?(key: string | undefined): void;
}
