import type { CallKind, FailureKind } from './call-kind';

/** What a service has done within a window of time, as numbers that add up. */
export interface MetricTotals {
  /** Milliseconds. */
  readonly windowMs: number;
  /** Calls a second; since the first call, while the window is longer than that. */
  readonly perSecond: number;
  /** Of each kind of call, how many. */
  readonly kinds: Readonly<Record<CallKind, number>>;
  /** All calls, whatever became of them. */
  readonly calls: number;
  /** Calls that were wanted: all but those that their callers gave up. */
  readonly wanted: number;
  /** Calls that the service has answered; that the request was wrong (4xx) is an answer too. */
  readonly successes: number;
  /** Calls that the service failed. */
  readonly failures: number;
  readonly errors: Readonly<Record<FailureKind, number>>;
  /** Calls that were refused before anything was sent. */
  readonly rejected: number;
  /** Of the failed and the rejected calls, those that something else answered. */
  readonly fallbacks: number;
  readonly cancelled: number;
  /** Milliseconds that successes and failures took together. */
  readonly sum: number;
  /** The longest queue of the service's bulkhead. */
  readonly queue: number;
  /** How full its bulkhead was at most, 0..1; more after its limit was lowered. */
  readonly saturation: number;

  /**
   * Milliseconds that a share `q` of successes and failures did not exceed; `undefined` without any.
   *
   * Within 1 % for windows of up to an hour. Beyond, only five durations of each row are known, and what lies between them
   * is estimated. Computed when first asked for: ask at once.
   *
   * @param q 0..1
   */
  quantile(q: number): number | undefined;

  /** The share of successes and failures that took at most `ms` milliseconds, 0..1; `undefined` without any. Exact as {@link quantile}. */
  shareWithin(ms: number): number | undefined;
}
