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
  end = -Infinity;
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
    this.count(failed, slow);
  }

  expire(now: number): void {
    if (now >= this.end || now < this.start) this.turn(advance(this, now));
  }
}
