import { requireNumber } from '../options';

/** How fast an average forgets. */
export interface LatencyEwmaOptions {
  /** Milliseconds, >= 0, after which an old sample weighs 1/e. Default 10,000. */
  readonly tau?: number | undefined;
}

/**
 * An average of durations that forgets by time, not by number: `e = e*exp(-dt/tau) + x*(1 - exp(-dt/tau))`.
 *
 * @see Finagle, Ema
 */
export class LatencyEwma {
  /** Milliseconds; `undefined` until the first sample. */
  value: number | undefined = undefined;

  private readonly tau: number;
  private updatedAt = 0;

  constructor({ tau = 10_000 }: LatencyEwmaOptions = {}) {
    this.tau = requireNumber('tau', tau, { min: 0 });
  }

  /** @param ms milliseconds that the answer took; @param now epoch milliseconds */
  observe(ms: number, now: number): void {
    if (!(ms >= 0)) return;
    const { value } = this;
    if (value === undefined) {
      this.value = ms;
    } else {
      // At least a millisecond: samples of one tick, or after a clock was set back, still count.
      const kept = Math.exp(-Math.max(1, now - this.updatedAt) / this.tau);
      this.value = value * kept + ms * (1 - kept);
    }
    this.updatedAt = now;
  }
}
