import type { WindowTotals } from '../window/call-window';
import { TimeWindow } from '../window/time-window';

const BUCKETS = 6;
const NONE: WindowTotals = { total: 0, failed: 0, slow: 0 };

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

  private window: TimeWindow | undefined;

  constructor(
    readonly id: string,
    /** Milliseconds that its rates cover. */
    private readonly duration: number,
  ) {}

  /** As of the last `record` or `expire`. */
  get calls(): WindowTotals {
    return this.window ?? NONE;
  }

  /** 0..1; 1 without calls. */
  get successRate(): number {
    const { total, failed } = this.calls;
    return total === 0 ? 1 : (total - failed) / total;
  }

  /** An instance that is never called costs no window. */
  record(failed: boolean, now: number): void {
    this.window ??= new TimeWindow(this.duration, BUCKETS);
    this.window.record(failed, false, now);
  }

  expire(now: number): void {
    this.window?.expire(now);
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
    this.window?.clear(now);
  }

  /** Takes one step back for each interval, of `intervals` that end at `last`, that it was not ejected throughout. */
  forgive(intervals: number, last: number, interval: number): void {
    const healthy = Math.min(intervals, Math.floor((last - this.until) / interval));
    if (healthy > 0) this.times = Math.max(0, this.times - healthy);
  }
}
