import { MeteredBulkhead } from '../bulkhead/metered-bulkhead';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { CircuitTransition } from '../circuit-breaker/circuit-state';
import {
  createConcurrencyLimit,
  type ConcurrencyLimitOptions,
} from '../concurrency/create-concurrency-limit';
import type { ConcurrencyLimit } from '../concurrency/concurrency-limit';
import { within } from '../options';
import { TokenBucket } from '../rate-limit/token-bucket';
import { createBackoff } from '../retry/backoff';
import { RetryBudget } from '../retry/retry-budget';
import { AdaptiveThrottle } from '../throttle/adaptive-throttle';
import { compose, type Composition } from './compose';
import type { CallRuntime, Guards } from './guards';
import type { Policy } from './policy';
import { sameOptions } from './same-options';
import type { ResolvedServiceOptions } from './service-options';
import { withBreaker } from './with-breaker';
import { withBulkhead } from './with-bulkhead';
import { withConcurrency } from './with-concurrency';
import { withDeadline } from './with-deadline';
import { withHedge } from './with-hedge';
import { withName } from './with-name';
import { withRateLimit } from './with-rate-limit';
import { withRetry } from './with-retry';
import { withThrottle } from './with-throttle';
import { withTimeout } from './with-timeout';

/**
 * The policies of one service. Their states live as long as the service does, whatever becomes of its options: calls under
 * way keep the guards that they started with, and both write into the same books.
 */
export class ServicePolicies {
  readonly breaker: CircuitBreaker;
  /** What repetitions are paid from: retries, hedges, and whatever else sends again. */
  readonly budget: RetryBudget;
  /** `undefined` when the options name none. */
  bulkhead: MeteredBulkhead | undefined = undefined;
  /** `undefined` when the options name none. */
  rateLimit: TokenBucket | undefined = undefined;
  /** `undefined` when the options name none. */
  throttle: AdaptiveThrottle | undefined = undefined;

  private concurrency: ConcurrencyLimit | undefined = undefined;
  private concurrencyOptions: ConcurrencyLimitOptions | undefined = undefined;
  private composition: Composition;

  /**
   * @param path what messages call the options, such as `services[2]`
   * @throws ConfigurationError
   */
  constructor(
    options: ResolvedServiceOptions,
    private readonly runtime: CallRuntime,
    onTransition: (transition: CircuitTransition) => void,
    path: string,
  ) {
    const { clock, random } = runtime;
    this.budget = within(
      `${path}.retry.budget`,
      () => new RetryBudget(options.retry.budget, clock.now()),
    );
    this.breaker = within(
      `${path}.breaker`,
      () => new CircuitBreaker(options.breaker, clock, random, onTransition),
    );
    this.composition = this.compose(options, path);
  }

  /** For the calls that start now. */
  get guards(): Guards {
    return this.composition.guards;
  }

  /** The policies with their numbers of now, outermost first. */
  describe(): string {
    return this.composition.describe();
  }

  /**
   * Changes the options for the calls to come. States stay: breaker, window, budget, places, reservations.
   *
   * @param options must have been checked: a `ServicePolicies` could be made of them
   */
  configure(options: ResolvedServiceOptions, path: string): void {
    this.breaker.configure(options.breaker);
    this.budget.configure(options.retry.budget);
    this.composition = this.compose(options, path);
  }

  private compose(options: ResolvedServiceOptions, path: string): Composition {
    const { earlyRefusal, hedge, retry } = options;
    const policies: (Policy | undefined)[] = [
      withName(options.name),
      withDeadline(options.deadline, earlyRefusal),
      within(`${path}.rateLimit`, () => this.limitRate(options)),
      this.limitConcurrency(options, path),
      within(`${path}.throttle`, () => this.throttleBy(options)),
      withBreaker(this.breaker),
      withRetry({
        attempts: retry.attempts,
        backoff: within(`${path}.retry.backoff`, () => createBackoff(retry.backoff)),
        maxDuration: retry.maxDuration,
        budget: this.budget,
      }),
      hedge && withHedge(hedge),
      withTimeout(options.timeout),
    ];
    return within(path, () =>
      compose(
        this.runtime,
        policies.filter((policy) => policy !== undefined),
      ),
    );
  }

  private limitRate({ rateLimit }: ResolvedServiceOptions): Policy | undefined {
    if (rateLimit === undefined) this.rateLimit = undefined;
    else if (this.rateLimit === undefined) this.rateLimit = new TokenBucket(rateLimit);
    else this.rateLimit.configure(rateLimit, this.runtime.clock.now());
    return this.rateLimit && withRateLimit(this.rateLimit);
  }

  private throttleBy({ throttle }: ResolvedServiceOptions): Policy | undefined {
    if (throttle === undefined) this.throttle = undefined;
    else if (this.throttle === undefined) this.throttle = new AdaptiveThrottle(throttle);
    else this.throttle.configure(throttle);
    return this.throttle && withThrottle(this.throttle);
  }

  private limitConcurrency(options: ResolvedServiceOptions, path: string): Policy | undefined {
    const { bulkhead, concurrency } = options;
    const { clock, deadlines, random } = this.runtime;
    this.bulkhead = within(`${path}.bulkhead`, () => {
      if (bulkhead === undefined) return undefined;
      if (this.bulkhead === undefined) return new MeteredBulkhead(bulkhead, clock, deadlines);
      // A limit that finds itself is not set back to where it began.
      const { limit } = concurrency === undefined ? bulkhead : this.bulkhead;
      this.bulkhead.configure({ ...bulkhead, limit });
      return this.bulkhead;
    });
    if (this.bulkhead === undefined) return undefined;
    if (concurrency === undefined) this.concurrency = undefined;
    // One that nobody has changed goes on from what it has learned.
    else if (!sameOptions(this.concurrencyOptions, concurrency)) {
      this.concurrency = within(`${path}.concurrency`, () =>
        createConcurrencyLimit(concurrency, random),
      );
    }
    this.concurrencyOptions = concurrency;
    return this.concurrency === undefined
      ? withBulkhead(this.bulkhead)
      : withConcurrency(this.concurrency, this.bulkhead);
  }
}
