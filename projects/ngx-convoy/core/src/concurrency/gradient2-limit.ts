import { requireNumber, requireRate } from '../options';
import {
  clamp,
  type ConcurrencyBounds,
  type ConcurrencyLimit,
  type ConcurrencySample,
  resolveBounds,
  type ResolvedBounds,
} from './concurrency-limit';
import { SampleAverage } from './sample-average';

/** How a {@link Gradient2Limit} moves. */
export interface Gradient2LimitOptions extends ConcurrencyBounds {
  /**
   * Calls by which the limit may grow at once, >= 0. Default `sqrt(limit * gradient)`. A constant of 4, as upstream,
   * would keep a limit from ever sinking below 8.
   */
  readonly headroom?: number | undefined;
  /** How much slower than usual an answer may be before the limit shrinks, >= 1. Default 1.5. */
  readonly tolerance?: number | undefined;
  /** How much of a change is made at once, 0 < smoothing <= 1. Default 0.2. */
  readonly smoothing?: number | undefined;
  /** Samples that what is usual is taken from, >= 1. Default 600. */
  readonly longWindow?: number | undefined;
}

const WARM_UP = 10;
/** The limit is never halved at once by more than this: one slow answer is no trend. */
const STEEPEST = 0.5;

/**
 * Compares how long answers take now with how long they usually take, and moves the limit by their ratio:
 * `limit * gradient + headroom`. What is usual changes slowly, so that it follows a service that was moved or grew.
 *
 * @see Netflix concurrency-limits, Gradient2Limit; Envoy, adaptive concurrency, for the headroom
 */
export class Gradient2Limit implements ConcurrencyLimit {
  private readonly bounds: ResolvedBounds;
  private readonly headroom: number | undefined;
  private readonly tolerance: number;
  private readonly smoothing: number;
  private readonly usual: SampleAverage;
  private estimate: number;

  /** @throws ConfigurationError */
  constructor(options: Gradient2LimitOptions = {}) {
    this.bounds = resolveBounds(options);
    const { headroom } = options;
    if (headroom !== undefined) requireNumber('headroom', headroom, { min: 0 });
    this.headroom = headroom;
    this.tolerance = requireNumber('tolerance', options.tolerance ?? 1.5, { min: 1 });
    this.smoothing = requireRate('smoothing', options.smoothing ?? 0.2);
    this.usual = new SampleAverage(
      requireNumber('longWindow', options.longWindow ?? 600, { min: 1, integer: true }),
      WARM_UP,
    );
    this.estimate = this.bounds.initial;
  }

  get limit(): number {
    return Math.floor(this.estimate);
  }

  onSample({ rttMs, inFlight, dropped }: ConcurrencySample): void {
    // What was dropped says nothing about speed: a timeout that is always the same would look like the usual.
    if (dropped) {
      this.moveBy(STEEPEST);
      return;
    }
    // The clock counts whole milliseconds: an answer within one is not infinitely fast.
    const rtt = Math.max(1, rttMs);
    const usual = this.usual.add(rtt);
    // Fast again after a long bad time: do not wait until that has been forgotten by and by.
    if (usual > 2 * rtt) this.usual.value *= 0.95;
    // Not used to the full: there is nothing to learn about more.
    if (inFlight < this.estimate / 2) return;
    const gradient = (this.tolerance * usual) / rtt;
    this.moveBy(Math.max(STEEPEST, Math.min(1, gradient)));
  }

  private moveBy(gradient: number): void {
    const { estimate, smoothing } = this;
    const scaled = estimate * gradient;
    const target = scaled + (this.headroom ?? Math.sqrt(scaled));
    this.estimate = clamp(estimate * (1 - smoothing) + target * smoothing, this.bounds);
  }
}
