/** Where calls and tasks wait: one is served at the front, and when there is no more room one is given up at the back. */
export interface WaitingLine<T> {
  readonly size: number;
  /** Who is given up first. */
  readonly last: T | undefined;
  /**
   * Who is served next; `undefined` when nobody may be.
   *
   * @param now steady milliseconds, for a discipline: it looks at the queue first, and may change its order
   */
  next(now: () => number): T | undefined;
  add(entry: T): void;
  /** Whether it was there. */
  remove(entry: T): boolean;
}
