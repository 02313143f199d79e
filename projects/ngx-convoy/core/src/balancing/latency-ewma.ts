import { requireNumber } from '../options';

/** How an average treats a sample above it. */
export interface LatencyEwmaOptions {
  /** Milliseconds, >= 0, after which an old sample weighs 1/e. Default 10,000. */
  readonly tau?: number | undefined;
  /** Whether a slower answer counts in full at once, and only faster ones sink in slowly. Default false. */
  readonly peak?: boolean | undefined;
}

/**
 * An average of durations that forgets by time, not by number: `e = e*exp(-dt/tau) + x*(1 - exp(-dt/tau))`.
 *
 * @see Finagle, Ema and PeakEwma
 */
export class LatencyEwma {
  /** Milliseconds; `undefined` until the first sample. */
  value: number | undefined = undefined;

  private readonly tau: number;
  private readonly peak: boolean;
  private updatedAt = 0;

  constructor({ tau = 10_000, peak = false }: LatencyEwmaOptions = {}) {
    this.tau = requireNumber('tau', tau, { min: 0 });
    this.peak = peak;
  }

  /** @param ms milliseconds that the answer took; @param now epoch milliseconds */
  observe(ms: number, now: number): void {
    if (!(ms >= 0)) return;
    const { value } = this;
    if (value === undefined || (this.peak && ms > value)) {
      this.value = ms;
    } else {
      // At least a millisecond: samples of one tick, or after a clock was set back, still count.
      const kept = Math.exp(-Math.max(1, now - this.updatedAt) / this.tau);
      this.value = value * kept + ms * (1 - kept);
    }
    this.updatedAt = now;
  }

  /**
   * Raises the average to at least `ms`, because an instance that fails fast must not look fast. Later samples wear it off.
   *
   * @see linkerd2-proxy, load biaser (PR #4537)
   */
  penalize(ms: number, now: number): void {
    if (this.value === undefined || this.value < ms) this.value = ms;
    this.updatedAt = now;
  }
}
