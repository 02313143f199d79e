import { requireNumber } from '../options';

/** How much a service may be asked twice. */
export interface RetryBudgetOptions {
  /** Retries earned by one request, 0..1,000. Default 0.2: one retry for five requests. */
  readonly ratio?: number | undefined;
  /** Retries earned by a second of time, >= 0. Default 0.2: one in five seconds, so that little traffic can retry too. */
  readonly minPerSecond?: number | undefined;
  /** Retries that can be saved up, >= 1. Default 10. */
  readonly max?: number | undefined;
  /** Retries at the start, 0..`max`. Default `max`. */
  readonly initial?: number | undefined;
}

/**
 * Keeps retries, hedges and replays of a service to a share of its requests, so that a struggling service is never
 * buried under repetitions.
 *
 * @usageNotes
 * ```ts
 * const budget = new RetryBudget({}, clock.now());
 * budget.deposit(); // once for every call
 * if (isWorthRetrying(error) && budget.withdraw(clock.now())) retry();
 * ```
 *
 * @see Finagle, RetryBudget; Google SRE book, ch. 21, "per-client retry budget"
 */
export class RetryBudget {
  private share = 0;
  private perMillisecond = 0;
  private max = 0;
  private tokens = Infinity;
  private refilledAt: number;

  /**
   * @param now epoch milliseconds
   * @throws ConfigurationError
   */
  constructor(options: RetryBudgetOptions, now: number) {
    this.configure(options);
    const { initial = this.max } = options;
    this.tokens = requireNumber('initial', initial, { min: 0, max: this.max });
    this.refilledAt = now;
  }

  /** Retries earned by one request. */
  get ratio(): number {
    return this.share;
  }

  /**
   * Changes how it is earned; what is saved up stays, up to the new `max`.
   *
   * @throws ConfigurationError, and nothing is changed then
   */
  configure({ ratio = 0.2, minPerSecond = 0.2, max = 10 }: RetryBudgetOptions): void {
    requireNumber('ratio', ratio, { min: 0, max: 1_000 });
    requireNumber('minPerSecond', minPerSecond, { min: 0 });
    this.max = requireNumber('max', max, { min: 1 });
    this.share = ratio;
    this.perMillisecond = minPerSecond / 1_000;
    this.tokens = Math.min(this.tokens, max);
  }

  /** One request, not a retry, was made. */
  deposit(): void {
    this.tokens = Math.min(this.max, this.tokens + this.share);
  }

  /** Takes one retry when there is one. @param now epoch milliseconds */
  withdraw(now: number): boolean {
    if (this.available(now) < 1) return false;
    this.tokens = Math.max(0, this.tokens - 1);
    return true;
  }

  /** Retries that could be made at once, 0..`max`; fractions are savings towards the next one. */
  available(now: number): number {
    // A clock that was set back earns nothing, and costs nothing.
    const passed = now - this.refilledAt;
    this.refilledAt = now;
    if (passed > 0) this.tokens = Math.min(this.max, this.tokens + passed * this.perMillisecond);
    const whole = Math.round(this.tokens);
    // Ten times 0.1 is a whole retry, whatever binary fractions make of it.
    return Math.abs(this.tokens - whole) < 1e-6 ? whole : this.tokens;
  }
}
