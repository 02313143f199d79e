import { requireNumber } from '../options';
import { SteadyTime } from '../steady-time';
import type { ConcurrencyLimit, ConcurrencySample } from './concurrency-limit';
import { DriftDetector } from './drift-detector';

/** How a {@link WindowedLimit} gathers samples. */
export interface WindowedLimitOptions {
  /** Milliseconds, > 0, that a window lasts at least. Default 1,000. */
  readonly minDuration?: number | undefined;
  /** Milliseconds, >= `minDuration`: a window that has not enough samples by then is thrown away. Default 30,000. */
  readonly maxDuration?: number | undefined;
  /** Samples that make a window, >= 1. Default 10. */
  readonly samples?: number | undefined;
  /** How many times the calls that were really under way the limit may be, >= 1. Default 5. */
  readonly maxFactor?: number | undefined;
  /** The limit is never lower, >= 1: the lower bound of the limit inside. Default 2. */
  readonly min?: number | undefined;
}

/**
 * Gathers the samples of single calls to windows before a limit sees them, so that one slow call moves nothing.
 *
 * It also keeps the limit inside from drifting up: a limit that nobody uses is held near to what is used, and a window
 * that shows more calls under way but no more answers counts as one with a drop.
 *
 * @see Netflix concurrency-limits, WindowedLimit; failsafe-go, adaptivelimiter, for the drift
 */
export class WindowedLimit implements ConcurrencyLimit {
  private readonly minDuration: number;
  private readonly maxDuration: number;
  private readonly samples: number;
  private readonly maxFactor: number;
  private readonly min: number;
  private readonly time = new SteadyTime();
  private readonly drift = new DriftDetector();

  private openedAt = 0;
  private answered = 0;
  private dropped = 0;
  private rttSum = 0;
  private maxInFlight = 0;
  private cap = Infinity;

  /**
   * @param inner sees one sample a window: the mean duration, the most calls under way, whether any was dropped
   * @throws ConfigurationError
   */
  constructor(
    private readonly inner: ConcurrencyLimit,
    options: WindowedLimitOptions = {},
  ) {
    const { minDuration = 1_000 } = options;
    this.minDuration = requireNumber('minDuration', minDuration, { exclusiveMin: 0 });
    this.maxDuration = requireNumber(
      'maxDuration',
      options.maxDuration ?? Math.max(30_000, minDuration),
      { min: minDuration },
    );
    this.samples = requireNumber('samples', options.samples ?? 10, { min: 1, integer: true });
    this.maxFactor = requireNumber('maxFactor', options.maxFactor ?? 5, { min: 1 });
    this.min = requireNumber('min', options.min ?? 2, { min: 1 });
  }

  get limit(): number {
    return Math.min(this.inner.limit, this.cap);
  }

  onSample({ rttMs, inFlight, dropped, now }: ConcurrencySample): void {
    const steady = this.time.at(now);
    if (steady - this.openedAt > this.maxDuration) this.clear();
    if (this.answered + this.dropped === 0) this.openedAt = steady;

    if (dropped) {
      this.dropped++;
    } else {
      this.answered++;
      this.rttSum += rttMs;
    }
    this.maxInFlight = Math.max(this.maxInFlight, inFlight);
    const isComplete = this.answered + this.dropped >= this.samples;
    if (isComplete && steady - this.openedAt >= this.minDuration) this.close(now);
  }

  private close(now: number): void {
    const { maxInFlight } = this;
    const isUsed = maxInFlight >= this.limit;
    const rttMs = this.answered === 0 ? 0 : this.rttSum / this.answered;
    const drifts = this.answered > 0 && this.drift.observe(maxInFlight, rttMs);
    const dropped = this.dropped > 0 || (isUsed && drifts);
    this.clear();
    this.inner.onSample({ rttMs, inFlight: maxInFlight, dropped, now });
    this.cap = Math.max(this.min, Math.floor(maxInFlight * this.maxFactor));
  }

  private clear(): void {
    this.answered = 0;
    this.dropped = 0;
    this.rttSum = 0;
    this.maxInFlight = 0;
  }
}
