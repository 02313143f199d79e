/** When the newest bucket of a window is, for windows that slide over time in steps of one bucket. */
export interface BucketTimes {
  /** Epoch milliseconds at which it begins; `-Infinity` at first. While it lasts, nothing has to be done. */
  start: number;
  /** Milliseconds of one bucket, > 0. */
  readonly length: number;
}

/**
 * Makes the bucket of `now` the newest one.
 *
 * Buckets are aligned to multiples of their length, and one leaves when `now - its start >= length * count`.
 * It survives a clock that jumps. Forwards (the machine slept): all buckets are new at once. Backwards by less than a
 * bucket (a result reported with an older time stamp): it counts in the newest bucket. Backwards by more (the system
 * clock was corrected): the newest bucket goes on under the new time, and older ones keep their distance.
 *
 * @returns how many buckets have begun since, >= 0
 */
export function advance(times: BucketTimes, now: number): number {
  const { length } = times;
  const start = Math.floor(now / length) * length;
  const steps = Math.round((start - times.start) / length);
  if (steps === -1) return 0;
  times.start = start;
  return Math.max(0, steps);
}
