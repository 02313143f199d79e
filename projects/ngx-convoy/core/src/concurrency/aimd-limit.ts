import { requireNumber } from '../options';
import {
  clamp,
  type ConcurrencyBounds,
  type ConcurrencyLimit,
  type ConcurrencySample,
  resolveBounds,
  type ResolvedBounds,
} from './concurrency-limit';

/** How an {@link AimdLimit} moves. */
export interface AimdLimitOptions extends ConcurrencyBounds {
  /** What is left of the limit after a drop, 0.5 <= ratio < 1. Default 0.9. */
  readonly backoffRatio?: number | undefined;
  /** Milliseconds, > 0: an answer that takes longer is a drop. Default 5,000. */
  readonly timeout?: number | undefined;
}

/**
 * One more with each good answer while the limit is used, a tenth less with each drop. It learns from loss alone, so the
 * service has to refuse or to time out first.
 *
 * @see Chiu and Jain, 1989, for TCP; Netflix concurrency-limits, AIMDLimit
 */
export class AimdLimit implements ConcurrencyLimit {
  private readonly bounds: ResolvedBounds;
  private readonly backoffRatio: number;
  private readonly timeout: number;
  private current: number;

  /** @throws ConfigurationError */
  constructor(options: AimdLimitOptions = {}) {
    this.bounds = resolveBounds(options);
    this.backoffRatio = requireNumber('backoffRatio', options.backoffRatio ?? 0.9, {
      min: 0.5,
      max: 0.99,
    });
    this.timeout = requireNumber('timeout', options.timeout ?? 5_000, { exclusiveMin: 0 });
    this.current = this.bounds.initial;
  }

  get limit(): number {
    return this.current;
  }

  onSample({ rttMs, inFlight, dropped }: ConcurrencySample): void {
    const { current } = this;
    if (dropped || rttMs > this.timeout) {
      this.current = clamp(Math.floor(current * this.backoffRatio), this.bounds);
    } else if (inFlight * 2 >= current) {
      this.current = clamp(current + 1, this.bounds);
    }
  }
}
