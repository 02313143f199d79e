import { requireNumber } from '../options';
import { advance, type BucketTimes } from './bucket-times';
import { BUCKET_CELLS, CallWindow } from './call-window';

/**
 * The calls of the last so many milliseconds, in a ring of buckets. Memory is fixed, whatever the traffic.
 *
 * Expires on read as well as on write, so that nothing old counts after an idle night.
 *
 * @see Polly, RollingHealthMetrics; resilience4j, SlidingTimeWindowMetrics
 */
export class TimeWindow extends CallWindow implements BucketTimes {
  /** @internal */
  start = -Infinity;
  /** @internal */
  readonly length: number;

  /**
   * @param duration milliseconds, > 0
   * @param buckets steps in which the window slides, 1..1,000
   * @param path what errors put before `duration` and `buckets`
   * @throws ConfigurationError
   */
  constructor(duration: number, buckets = 10, path = '') {
    requireNumber(`${path}duration`, duration, { exclusiveMin: 0 });
    requireNumber(`${path}buckets`, buckets, { min: 1, max: 1_000, integer: true });
    super(new Array<number>(buckets * BUCKET_CELLS).fill(0), duration, Infinity);
    this.length = duration / buckets;
  }

  record(failed: boolean, slow: boolean, now: number): void {
    this.expire(now);
    const { cells, head } = this;
    cells[head] = (cells[head] ?? 0) + 1;
    this.total++;
    if (failed) {
      cells[head + 1] = (cells[head + 1] ?? 0) + 1;
      this.failed++;
    }
    if (slow) {
      cells[head + 2] = (cells[head + 2] ?? 0) + 1;
      this.slow++;
    }
  }

  expire(now: number): void {
    const age = now - this.start;
    if (age >= 0 && age < this.length) return;
    const { cells } = this;
    const begun = Math.min(advance(this, now), cells.length / BUCKET_CELLS);
    for (let step = 0; step < begun; step++) {
      // The newest bucket takes the place of the oldest, whose calls leave the window.
      const head = (this.head + BUCKET_CELLS) % cells.length;
      this.total -= cells[head] ?? 0;
      this.failed -= cells[head + 1] ?? 0;
      this.slow -= cells[head + 2] ?? 0;
      cells.fill(0, head, head + BUCKET_CELLS);
      this.head = head;
    }
  }
}
