import { requireNumber } from '../options';
import { BucketSteps } from './bucket-steps';
import { BUCKET_CELLS, CallWindow } from './call-window';

/**
 * The calls of the last so many milliseconds, in a ring of buckets. Memory is fixed, whatever the traffic.
 *
 * Expires on read as well as on write, so that nothing old counts after an idle night.
 *
 * @see Polly, RollingHealthMetrics; resilience4j, SlidingTimeWindowMetrics
 */
export class TimeWindow extends CallWindow {
  readonly #steps: BucketSteps;

  /**
   * @param duration milliseconds, > 0
   * @param buckets steps in which the window slides, 1..1,000. Default 10
   * @param path what errors put before `duration` and `buckets`
   * @throws ConfigurationError
   */
  constructor(duration: number, buckets = 10, path = '') {
    requireNumber(`${path}duration`, duration, { exclusiveMin: 0 });
    requireNumber(`${path}buckets`, buckets, { min: 1, max: 1_000, integer: true });
    super(new Array<number>(buckets * BUCKET_CELLS).fill(0));
    this.#steps = new BucketSteps(buckets, duration / buckets);
  }

  record(failed: boolean, slow: boolean, now: number): void {
    this.expire(now);
    this.count(failed, slow);
  }

  expire(now: number): void {
    const steps = this.#steps;
    if (now >= steps.end || now < steps.start) this.turn(steps.advance(now));
  }
}
