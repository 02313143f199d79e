/** What a window holds right now. Whole numbers; `failed` and `slow` overlap when a call was both. */
export interface WindowTotals {
  /** Calls that were counted. */
  readonly total: number;
  /** Those of them that failed. */
  readonly failed: number;
  /** Those of them that took too long, whatever their outcome. */
  readonly slow: number;
}

/** Counters of one bucket: total, failed, slow. */
export const BUCKET_CELLS = 3;

/**
 * The recent past of a service, as counts in a ring of buckets. Totals are kept running, so that recording and reading are
 * O(1), and memory is fixed.
 *
 * Totals are current only after `expire(now)`: time passes without anybody recording.
 */
export abstract class CallWindow implements WindowTotals {
  total = 0;
  failed = 0;
  slow = 0;

  /** @internal Where the newest bucket begins in `cells`. */
  head = 0;

  /** @internal @param cells the counters of all buckets, 0 at first */
  constructor(
    /** @internal */
    readonly cells: number[] | Uint8Array,
    /** Milliseconds that it looks back; `Infinity` when age does not matter. */
    readonly duration: number,
    /** The most calls that it holds; `Infinity` when only their age matters. */
    readonly capacity: number,
  ) {}

  /** Counts one finished call. `now`: epoch milliseconds. */
  abstract record(failed: boolean, slow: boolean, now: number): void;

  /** Drops what has become too old. */
  abstract expire(now: number): void;

  /** Forgets everything. */
  clear(now: number): void {
    this.expire(now);
    this.total = 0;
    this.failed = 0;
    this.slow = 0;
    this.cells.fill(0);
  }

  /** Whether the two have the same shape, so that one can go on with what the other holds. */
  isLike({ cells, duration }: CallWindow): boolean {
    return this.cells.length === cells.length && this.duration === duration;
  }
}
