import { requireNumber } from '../options';
import { BucketRing } from './bucket-ring';
import type { CallWindow } from './call-window';

/** Counters of one bucket: total, failed, slow. */
const STRIDE = 3;

/**
 * The calls of the last so many milliseconds, in a ring of buckets. Memory is fixed, whatever the traffic.
 *
 * Expires on read as well as on write, so that nothing old counts after an idle night.
 *
 * @see Polly, RollingHealthMetrics; resilience4j, SlidingTimeWindowMetrics
 */
export class TimeWindow implements CallWindow {
  total = 0;
  failed = 0;
  slow = 0;

  private readonly ring: BucketRing;
  private readonly counts: number[];

  /**
   * @param duration milliseconds, > 0
   * @param buckets steps in which the window slides, 1..1,000. Default 10
   */
  constructor(duration: number, buckets = 10) {
    requireNumber('duration', duration, { exclusiveMin: 0 });
    requireNumber('buckets', buckets, { min: 1, max: 1_000, integer: true });
    this.ring = new BucketRing(buckets, duration / buckets);
    this.counts = new Array<number>(buckets * STRIDE).fill(0);
  }

  record(failed: boolean, slow: boolean, now: number): void {
    const { ring, counts } = this;
    if (now >= ring.end || now < ring.start) this.advance(now);
    const at = ring.head * STRIDE;
    counts[at] = (counts[at] ?? 0) + 1;
    this.total++;
    if (failed) {
      counts[at + 1] = (counts[at + 1] ?? 0) + 1;
      this.failed++;
    }
    if (slow) {
      counts[at + 2] = (counts[at + 2] ?? 0) + 1;
      this.slow++;
    }
  }

  expire(now: number): void {
    if (now >= this.ring.end || now < this.ring.start) this.advance(now);
  }

  clear(now: number): void {
    this.ring.advance(now);
    this.counts.fill(0);
    this.total = 0;
    this.failed = 0;
    this.slow = 0;
  }

  /** Three numbers a bucket, oldest bucket first. */
  save(): number[] {
    const first = (this.ring.head + 1) % this.ring.count;
    return [...this.counts.slice(first * STRIDE), ...this.counts.slice(0, first * STRIDE)];
  }

  load(saved: readonly number[], at: number): boolean {
    this.clear(at);
    if (saved.length !== this.counts.length) return false;
    const first = (this.ring.head + 1) % this.ring.count;
    for (const [i, value] of saved.entries()) {
      const total = saved[i - (i % STRIDE)] ?? 0;
      if (value > total) {
        this.clear(at);
        return false;
      }
      this.counts[(first * STRIDE + i) % saved.length] = value;
      if (i % STRIDE === 0) this.total += value;
      else if (i % STRIDE === 1) this.failed += value;
      else this.slow += value;
    }
    return true;
  }

  private advance(now: number): void {
    const { ring, counts } = this;
    const passed = ring.advance(now);
    for (let step = 0; step < passed; step++) {
      const at = ((ring.head - step + ring.count) % ring.count) * STRIDE;
      this.total -= counts[at] ?? 0;
      this.failed -= counts[at + 1] ?? 0;
      this.slow -= counts[at + 2] ?? 0;
      counts[at] = 0;
      counts[at + 1] = 0;
      counts[at + 2] = 0;
    }
  }
}
