/**
 * Which bucket of a ring belongs to the present, for windows that slide over time in steps of one bucket.
 *
 * Buckets are aligned to multiples of their length, and one leaves when `now - its start >= length * count`.
 * The ring survives a clock that jumps. Forwards (the machine slept): everything too old is dropped at once. Backwards
 * by less than a bucket (a result reported with an older time stamp): it counts in the newest bucket. Backwards by more
 * (the system clock was corrected): the newest bucket goes on under the new time, and older ones keep their distance.
 */
export class BucketRing {
  /** Index of the newest bucket, 0 <= head < count. */
  head = 0;
  /** The newest bucket holds `start <= now < end`: within it nothing has to be done. */
  start = Infinity;
  end = -Infinity;

  private number = -Infinity;

  /**
   * @param count buckets, >= 1
   * @param length milliseconds of one bucket, > 0
   */
  constructor(
    readonly count: number,
    private readonly length: number,
  ) {}

  /**
   * Makes the bucket of `now` the newest one.
   *
   * @returns how many buckets became new, 0..count: the caller clears them, from `head` backwards
   */
  advance(now: number): number {
    const number = Math.floor(now / this.length);
    const steps = number - this.number;
    if (steps === 0 || steps === -1) return 0;
    this.number = number;
    this.start = number * this.length;
    this.end = this.start + this.length;
    if (steps < 0) return 0;
    if (steps >= this.count) return this.count;
    this.head = (this.head + steps) % this.count;
    return steps;
  }
}
