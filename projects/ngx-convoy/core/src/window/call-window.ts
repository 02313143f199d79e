/** What a window holds right now. Whole numbers; `failed` and `slow` overlap when a call was both. */
export interface WindowTotals {
  /** Calls that were counted. */
  readonly total: number;
  /** Those of them that failed. */
  readonly failed: number;
  /** Those of them that took too long, whatever their outcome. */
  readonly slow: number;
}

/**
 * The recent past of a service, as counts. Totals are kept running, so that recording and reading are O(1).
 *
 * Totals are current only after `expire(now)`: time passes without anybody recording.
 */
export interface CallWindow extends WindowTotals {
  /** Counts one finished call. `now`: epoch milliseconds. */
  record(failed: boolean, slow: boolean, now: number): void;
  /** Drops what has become too old. */
  expire(now: number): void;
  /** Forgets everything. */
  clear(now: number): void;
  /** The content as plain whole numbers, for `load` of a window of the same shape. */
  save(): number[];
  /**
   * Takes over what `save` gave at `at`, epoch milliseconds.
   *
   * @returns false when it does not fit or makes no sense; the window is empty then
   */
  load(saved: readonly number[], at: number): boolean;
}
