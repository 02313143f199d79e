import type { BulkheadOptions } from '../bulkhead/bulkhead-options';
import type { CircuitBreakerOptions } from '../circuit-breaker/circuit-breaker-options';
import type { BackoffOptions } from '../retry/backoff';
import type { RetryBudgetOptions } from '../retry/retry-budget';
import type { Verdict } from './transport';

/** How often and how patiently a failed attempt of a {@link Pipeline} is repeated. */
export interface PipelineRetryOptions {
  /** Further attempts after the first, 0..100. Default 2. */
  readonly attempts?: number | undefined;
  /** Default: full jitter from 100 ms to 2 s. */
  readonly backoff?: BackoffOptions | undefined;
  /** What repetitions and hedges are paid from; `false` for no limit. Default: a fifth of the calls. */
  readonly budget?: RetryBudgetOptions | false | undefined;
}

/** The policies of a {@link Pipeline}. What is left out is not there; the order is fixed. */
export interface PipelineOptions {
  /** What errors and `describe()` call it. Default `call`. */
  readonly name?: string | undefined;
  /** Milliseconds for the whole call, waiting included, > 0. */
  readonly deadline?: number | undefined;
  /** So many calls at the same time; some more wait. */
  readonly bulkhead?: BulkheadOptions | undefined;
  /** Opens when calls keep failing; it sees whole calls, after their repetitions. */
  readonly breaker?: CircuitBreakerOptions | undefined;
  readonly retry?: PipelineRetryOptions | undefined;
  /** Milliseconds after which a second attempt is sent beside the first, > 0. */
  readonly hedge?: number | undefined;
  /** Milliseconds for one attempt, > 0. */
  readonly timeout?: number | undefined;
  /** What an error means. Default: a failure that may be repeated; an `AbortError` is nobody's fault. */
  readonly judge?: ((error: unknown) => Verdict) | undefined;
  /** Whether a result is as bad as an error: it counts as a failure and is repeated, and is given when all is used up. */
  readonly isFailure?: ((result: unknown) => boolean) | undefined;
}
