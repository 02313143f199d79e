import { COARSE } from './latency-scale';
import { LatencySketch } from './latency-sketch';

/** Milliseconds for which a quantile that was computed is good enough: looking at all buckets takes a microsecond. */
const FRESH = 1_000;

/**
 * Quantiles of the durations of the last minute: two sketches that take turns, so that between one and two spans are
 * covered. Recording is O(1), memory is fixed, and nothing old counts after a pause.
 *
 * @usageNotes
 * ```ts
 * const latency = new RecentLatency();
 * const p95 = latency.quantile(0.95, 10);
 * latency.record(120, clock.now());
 * p95(clock.now()); // undefined: there are no ten durations yet
 * ```
 */
export class RecentLatency {
  private current = new LatencySketch(COARSE);
  private previous = new LatencySketch(COARSE);
  private since = -Infinity;

  /** @param span milliseconds, > 0, after which the sketches change places */
  constructor(private readonly span = 30_000) {}

  /**
   * @param ms milliseconds
   * @param now epoch milliseconds
   */
  record(ms: number, now: number): void {
    this.turn(now);
    this.current.record(ms);
  }

  /**
   * A reader of one quantile, in milliseconds; it computes it once a second at most.
   *
   * @param q 0..1
   * @param minimum durations without which there is nothing to say: it reads `undefined` then
   */
  quantile(q: number, minimum: number): (now: number) => number | undefined {
    let value: number | undefined;
    let readAt = -Infinity;
    return (now) => {
      if (Math.abs(now - readAt) < FRESH) return value;
      readAt = now;
      return (value = this.compute(q, minimum, now));
    };
  }

  private compute(q: number, minimum: number, now: number): number | undefined {
    this.turn(now);
    const whole = new LatencySketch(COARSE);
    whole.merge(this.current);
    whole.merge(this.previous);
    return whole.count < minimum ? undefined : whole.quantile(q);
  }

  private turn(now: number): void {
    const age = now - this.since;
    // A clock that was set back starts a new span, and forgets nothing.
    if (age >= 0 && age < this.span) return;
    this.since = now;
    if (age < 0) return;
    [this.current, this.previous] = [this.previous, this.current];
    this.current.clear();
    if (age >= 2 * this.span) this.previous.clear();
  }
}
