import { TimeWindow } from '../window/time-window';

const BUCKETS = 6;

/** What is known of one instance. Times are steady milliseconds. */
export class InstanceRecord {
  /** Ejected while the time is less. */
  until = -Infinity;
  /** How often it was ejected, less one for each healthy interval since. */
  times = 0;
  /** Since when and why, of the latest ejection. */
  since = 0;
  reason = '';
  failuresInARow = 0;
  readonly calls: TimeWindow;

  constructor(
    readonly id: string,
    window: number,
  ) {
    this.calls = new TimeWindow(window, BUCKETS);
  }

  /** 0..1; 1 without calls. */
  get successRate(): number {
    const { total, failed } = this.calls;
    return total === 0 ? 1 : (total - failed) / total;
  }

  isEjected(now: number): boolean {
    return now < this.until;
  }

  /** Starts its statistics over: what ejected it once must not do so twice. */
  eject(now: number, duration: number, reason: string): void {
    this.since = now;
    this.until = now + duration;
    this.reason = reason;
    this.failuresInARow = 0;
    this.calls.clear(now);
  }

  /** Takes one step back for each interval, of `intervals` that end at `last`, that it was not ejected throughout. */
  forgive(intervals: number, last: number, interval: number): void {
    const healthy = Math.min(intervals, Math.floor((last - this.until) / interval));
    if (healthy > 0) this.times = Math.max(0, this.times - healthy);
  }
}
