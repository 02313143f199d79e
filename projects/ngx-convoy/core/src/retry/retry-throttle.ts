import { requireNumber } from '../options';

/** How soon repetitions stop, and how soon they begin again. */
export interface RetryThrottleOptions {
  /** Tokens at the start and at most, > 0, up to 1,000. Nothing is repeated while no more than half are left. Default 10. */
  readonly maxTokens?: number | undefined;
  /** Tokens that a good attempt earns, > 0, up to 1,000. A failed one costs 1. Default 0.1. */
  readonly tokenRatio?: number | undefined;
}

const RANGE = { exclusiveMin: 0, max: 1_000 };

/**
 * Stops all repetitions while too many attempts fail, as gRPC does: it counts failures where a `RetryBudget` counts
 * repetitions, so that a service that is down is not even asked twice once.
 *
 * @usageNotes
 * ```ts
 * const throttle = new RetryThrottle({ maxTokens: 10, tokenRatio: 0.1 });
 * throttle.record(answer.ok); // once for every attempt
 * if (!answer.ok && throttle.admits) retry();
 * ```
 *
 * @see gRPC proposal A6, client retries, "Throttling Retry Attempts"
 */
export class RetryThrottle {
  private most = Infinity;
  private ratio = 0;
  private left = Infinity;

  /** @throws ConfigurationError */
  constructor(options: RetryThrottleOptions = {}) {
    this.configure(options);
  }

  /** Tokens that are left, 0..`maxTokens`. */
  get tokens(): number {
    return this.left;
  }

  get maxTokens(): number {
    return this.most;
  }

  /** Whether a failed attempt may be repeated now. */
  get admits(): boolean {
    return this.left > this.most / 2;
  }

  /** An attempt has ended. */
  record(isGood: boolean): void {
    this.left = isGood ? Math.min(this.most, this.left + this.ratio) : Math.max(0, this.left - 1);
  }

  /** Changes it; what is left stays, up to the new `maxTokens`. @throws ConfigurationError, and nothing is changed then */
  configure({ maxTokens = 10, tokenRatio = 0.1 }: RetryThrottleOptions): void {
    requireNumber('maxTokens', maxTokens, RANGE);
    this.ratio = requireNumber('tokenRatio', tokenRatio, RANGE);
    this.most = maxTokens;
    this.left = Math.min(this.left, maxTokens);
  }
}
