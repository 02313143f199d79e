import { requireNumber } from '../options';
import type { Random } from '../random';
import {
  clamp,
  type ConcurrencyBounds,
  type ConcurrencyLimit,
  type ConcurrencySample,
  resolveBounds,
  type ResolvedBounds,
} from './concurrency-limit';

/** How a {@link VegasLimit} moves. */
export interface VegasLimitOptions extends ConcurrencyBounds {
  /** Calls that may queue at the service before it stops growing, > 0. Default `3 * log10(limit)`, at least 3. */
  readonly alpha?: number | undefined;
  /** Calls that may queue before it shrinks, >= `alpha`. Default `6 * log10(limit)`, at least 6. */
  readonly beta?: number | undefined;
  /** How much of a change is made at once, 0 < smoothing <= 1. Default 1. */
  readonly smoothing?: number | undefined;
  /** The limit one step down, given the limit. Default `log10(limit)` less, at least 1. */
  readonly decrease?: ((limit: number) => number) | undefined;
  /** After about so many samples times the limit the fastest answer is measured anew, > 0. Default 30. */
  readonly probeMultiplier?: number | undefined;
}

/**
 * Estimates how many calls queue at the service, from how much slower its answers are than the fastest it ever gave:
 * `limit * (1 - fastest / now)`. Few: it grows; many: it shrinks. The fastest is measured anew from time to time, because
 * a service that was moved or grew may never be that fast again.
 *
 * @see Brakmo and Peterson, "TCP Vegas", 1995; Netflix concurrency-limits, VegasLimit
 */
export class VegasLimit implements ConcurrencyLimit {
  private readonly bounds: ResolvedBounds;
  private readonly alpha: number | undefined;
  private readonly beta: number | undefined;
  private readonly smoothing: number;
  private readonly decrease: (limit: number) => number;
  private readonly probeMultiplier: number;
  private estimate: number;
  private fastest = Infinity;
  private samples = 0;
  private probeJitter: number;

  /** @throws ConfigurationError */
  constructor(
    options: VegasLimitOptions,
    private readonly random: Random,
  ) {
    this.bounds = resolveBounds(options);
    const { alpha, beta } = options;
    if (alpha !== undefined) requireNumber('alpha', alpha, { exclusiveMin: 0 });
    if (beta !== undefined) requireNumber('beta', beta, { min: alpha ?? 0 });
    this.alpha = alpha;
    this.beta = beta;
    this.smoothing = requireNumber('smoothing', options.smoothing ?? 1, {
      exclusiveMin: 0,
      max: 1,
    });
    this.probeMultiplier = requireNumber('probeMultiplier', options.probeMultiplier ?? 30, {
      exclusiveMin: 0,
    });
    this.decrease = options.decrease ?? ((limit) => limit - step(limit));
    this.estimate = this.bounds.initial;
    this.probeJitter = this.drawJitter();
  }

  get limit(): number {
    return Math.floor(this.estimate);
  }

  onSample({ rttMs, inFlight, dropped }: ConcurrencySample): void {
    const { estimate } = this;
    // What was dropped says nothing about speed: a refusal is faster than any answer.
    if (dropped) {
      this.moveTo(this.decrease(estimate));
      return;
    }
    // The clock counts whole milliseconds: an answer within one is not infinitely fast.
    const rtt = Math.max(1, rttMs);
    if (this.measureFastest(rtt)) return;
    // Not used to the full: there is nothing to learn about more.
    if (inFlight * 2 < estimate) return;

    const unit = step(estimate);
    const alpha = this.alpha ?? 3 * unit;
    const beta = this.beta ?? 6 * unit;
    const queued = Math.ceil(estimate * (1 - this.fastest / rtt));
    if (queued <= unit) this.moveTo(estimate + beta);
    else if (queued < alpha) this.moveTo(estimate + unit);
    else if (queued > beta) this.moveTo(this.decrease(estimate));
  }

  /** Whether this sample is the new measure. */
  private measureFastest(rtt: number): boolean {
    this.samples++;
    if (this.samples >= this.probeJitter * this.probeMultiplier * this.estimate) {
      this.probeJitter = this.drawJitter();
      this.samples = 0;
    } else if (rtt >= this.fastest) {
      return false;
    }
    this.fastest = rtt;
    return true;
  }

  /** Varies by half, so that not all browsers probe together. */
  private drawJitter(): number {
    return 0.5 + 0.5 * this.random();
  }

  private moveTo(limit: number): void {
    const { estimate, smoothing } = this;
    this.estimate = estimate * (1 - smoothing) + clamp(limit, this.bounds) * smoothing;
  }
}

/** `log10(limit)` in whole numbers, at least 1. */
function step(limit: number): number {
  return Math.max(1, Math.floor(Math.log10(limit)));
}
