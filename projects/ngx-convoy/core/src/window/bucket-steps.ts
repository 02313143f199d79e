/**
 * Tells when the next bucket begins, for windows that slide over time in steps of one bucket.
 *
 * Buckets are aligned to multiples of their length, and one leaves when `now - its start >= length * count`.
 * It survives a clock that jumps. Forwards (the machine slept): all buckets are new at once. Backwards by less than a
 * bucket (a result reported with an older time stamp): it counts in the newest bucket. Backwards by more (the system
 * clock was corrected): the newest bucket goes on under the new time, and older ones keep their distance.
 */
export class BucketSteps {
  /** The newest bucket holds `start <= now < end`: within it nothing has to be done. */
  start = -Infinity;
  end = -Infinity;

  /**
   * @param count buckets, >= 1
   * @param length milliseconds of one bucket, > 0
   */
  constructor(
    readonly count: number,
    readonly length: number,
  ) {}

  /**
   * Makes the bucket of `now` the newest one.
   *
   * @returns how many buckets have begun since, 0..count
   */
  advance(now: number): number {
    const start = Math.floor(now / this.length) * this.length;
    const steps = Math.round((start - this.start) / this.length);
    if (steps === -1) return 0;
    this.start = start;
    this.end = start + this.length;
    return Math.max(0, Math.min(steps, this.count));
  }
}
