import { requireNumber } from '../options';
import { COARSE } from '../sketch/latency-scale';
import { LatencySketch } from '../sketch/latency-sketch';
import { advance, type BucketTimes } from './bucket-times';

/**
 * What happened to a call. `rejected`: refused by us before it was sent. `fallback`: something else answered a call that
 * had failed or was rejected; recorded beside that, not in its place.
 */
export type CallOutcome = 'success' | 'failure' | 'rejected' | 'fallback' | 'cancelled';

/** The traffic of the recent past, in numbers. */
export interface TrafficSnapshot {
  /** Milliseconds that the numbers cover. */
  readonly windowMs: number;
  /** All calls, whatever their outcome. */
  readonly calls: number;
  readonly successes: number;
  readonly failures: number;
  readonly rejected: number;
  /** Of the failed and the rejected calls, those that something else answered. */
  readonly fallbacks: number;
  readonly cancelled: number;
  /** Calls a second; since the first call, while the window is not yet full. */
  readonly perSecond: number;
  /** Share of calls that were not answered by the service itself, 0..1: all but successes, cancelled calls left out. */
  readonly errorRate: number;
  /** Milliseconds that half of the calls to the service did not exceed; `undefined` without calls. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
  readonly p99: number | undefined;
}

/** How the last calls have ended, in numbers. */
export interface RecentOutcomes {
  readonly successes: number;
  readonly failures: number;
  readonly rejected: number;
}

const OUTCOMES: readonly CallOutcome[] = [
  'success',
  'failure',
  'rejected',
  'fallback',
  'cancelled',
];
const STRIDE = /* @__PURE__ */ (() => OUTCOMES.length)();

/**
 * Outcomes and durations of the last minute, sliding in steps of one bucket. Recording allocates nothing but a bucket's
 * sketch with its first call (1.3 kB, kept and used again); whoever reads pays.
 *
 * @usageNotes
 * ```ts
 * const traffic = new TrafficWindow();
 * traffic.record('success', 120, clock.now());
 * const { perSecond, errorRate, p95 } = traffic.snapshot(clock.now());
 * ```
 */
export class TrafficWindow {
  private readonly times: BucketTimes;
  private readonly counts: number[];
  private readonly sketches: (LatencySketch | undefined)[];
  /** The newest bucket. */
  private head = 0;
  private startedAt: number | undefined = undefined;

  /**
   * @param duration milliseconds, > 0
   * @param buckets steps in which the window slides, 1..1,000
   */
  constructor(
    private readonly duration = 60_000,
    buckets = 12,
  ) {
    requireNumber('duration', duration, { exclusiveMin: 0 });
    requireNumber('buckets', buckets, { min: 1, max: 1_000, integer: true });
    this.times = { start: -Infinity, length: duration / buckets };
    this.counts = new Array<number>(buckets * STRIDE).fill(0);
    this.sketches = new Array<LatencySketch | undefined>(buckets).fill(undefined);
  }

  /**
   * @param durationMs milliseconds; looked at only for `success` and `failure`, which the service itself caused
   * @param now epoch milliseconds
   */
  record(outcome: CallOutcome, durationMs: number, now: number): void {
    const { times, counts } = this;
    const age = now - times.start;
    if (age < 0 || age >= times.length) this.advance(now);
    if (this.startedAt === undefined || this.startedAt > now) this.startedAt = now;
    const at = this.head * STRIDE + OUTCOMES.indexOf(outcome);
    counts[at] = (counts[at] ?? 0) + 1;
    if (outcome === 'success' || outcome === 'failure') {
      // A bucket gets its sketch with its first call and keeps it: an idle instance costs little.
      const sketch = (this.sketches[this.head] ??= new LatencySketch(COARSE));
      sketch.record(durationMs);
    }
  }

  /** The numbers of now. Computed on every call: read it once a frame, not once a field. */
  snapshot(now: number): TrafficSnapshot {
    this.advance(now);
    const [successes, failures, rejected, fallbacks, cancelled] = [0, 1, 2, 3, 4].map((outcome) =>
      this.sum(outcome),
    ) as [number, number, number, number, number];
    const calls = successes + failures + rejected + cancelled;
    const judged = calls - cancelled;
    const covered = Math.min(this.duration, Math.max(1_000, now - (this.startedAt ?? now)));
    const latency = new LatencySketch(COARSE);
    for (const sketch of this.sketches) if (sketch !== undefined) latency.merge(sketch);
    return {
      windowMs: this.duration,
      calls,
      successes,
      failures,
      rejected,
      fallbacks,
      cancelled,
      perSecond: (calls * 1_000) / covered,
      errorRate: judged === 0 ? 0 : (judged - successes) / judged,
      p50: latency.quantile(0.5),
      p95: latency.quantile(0.95),
      p99: latency.quantile(0.99),
    };
  }

  /**
   * How the last calls have ended, cheaper than a snapshot: no durations, nothing allocated but the answer.
   *
   * @param ms milliseconds, up to the duration of the window; covered in whole buckets, so up to one bucket more
   */
  recent(ms: number, now: number): RecentOutcomes {
    this.advance(now);
    const buckets = Math.min(this.sketches.length, Math.ceil(ms / this.times.length) + 1);
    const found = { successes: 0, failures: 0, rejected: 0 };
    for (let step = 0; step < buckets; step++) {
      const at = ((this.head + this.sketches.length - step) % this.sketches.length) * STRIDE;
      found.successes += this.counts[at] ?? 0;
      found.failures += this.counts[at + 1] ?? 0;
      found.rejected += this.counts[at + 2] ?? 0;
    }
    return found;
  }

  private sum(outcome: number): number {
    let sum = 0;
    for (let at = outcome; at < this.counts.length; at += STRIDE) sum += this.counts[at] ?? 0;
    return sum;
  }

  private advance(now: number): void {
    const { sketches, counts } = this;
    const passed = Math.min(advance(this.times, now), sketches.length);
    for (let step = 0; step < passed; step++) {
      this.head = (this.head + 1) % sketches.length;
      counts.fill(0, this.head * STRIDE, (this.head + 1) * STRIDE);
      sketches[this.head]?.clear();
    }
  }
}
