import { requireNumber } from '../options';
import type { Backoff } from '../retry/backoff';
import { fullJitter } from '../retry/full-jitter';
import { RetryBudget, type RetryBudgetOptions } from '../retry/retry-budget';
import type { CallOnItsWay, Guards, RetryRule } from './guards';
import { percent } from './in-words';
import { RETRY } from './place';
import type { InstalledPolicy, Policy } from './policy';
import type { Verdict } from './transport';

/** How often and how patiently a failed attempt is repeated. */
export interface PipelineRetryOptions {
  /** Further attempts after the first, 0..100. Default 2. */
  readonly attempts?: number | undefined;
  /** Default: full jitter from 100 ms to 2 s. */
  readonly backoff?: Backoff | undefined;
  /** Milliseconds, > 0, from the start of a call, after which no repetition starts. Default: no limit but the deadline. */
  readonly maxDuration?: number | undefined;
  /**
   * What repetitions and hedges are paid from; one that others share, too; `false` for no limit.
   * Default: a fifth of the calls.
   */
  readonly budget?: RetryBudget | RetryBudgetOptions | false | undefined;
}

/** How a pipeline repeats. */
export interface RetryHandle {
  /** What repetitions and hedges are paid from; `undefined` without a limit. */
  readonly budget: RetryBudget | undefined;
  /**
   * Changes it for the failures that happen from now on; what is left out stays. A budget keeps what it has saved up.
   *
   * @throws ConfigurationError, and nothing is changed then
   */
  configure(options: Omit<PipelineRetryOptions, 'budget'>): void;
}

/**
 * Repeats an attempt that failed and is worth it: of a call that is idempotent, as long as the budget has something left
 * and the deadline leaves time. A server's `Retry-After` is waited for when it is longer than the backoff.
 */
export function withRetry(options: PipelineRetryOptions = {}): Policy<'retry', RetryHandle> {
  return {
    kind: 'retry',
    place: RETRY,
    install: (guards, { clock }) => {
      const { budget = {} } = options;
      if (budget instanceof RetryBudget) guards.budget = budget;
      else if (budget !== false) guards.budget = new RetryBudget(budget, clock.now());
      return (guards.retry = new Retry(guards, options));
    },
  };
}

class Retry implements RetryRule, RetryHandle, InstalledPolicy<RetryHandle> {
  readonly handle = this;
  private backoff: Backoff = (attempt, _state, random) => fullJitter(attempt, JITTER, random);
  private maxDuration = Infinity;

  constructor(
    private readonly guards: Guards,
    { attempts = 2, ...options }: PipelineRetryOptions,
  ) {
    this.configure({ attempts, ...options });
  }

  get budget(): RetryBudget | undefined {
    return this.guards.budget;
  }

  configure(options: Omit<PipelineRetryOptions, 'budget'>): void {
    const { guards } = this;
    const { attempts = guards.limits.retries, backoff, maxDuration } = options;
    const retries = requireNumber('attempts', attempts, { min: 0, max: 100, integer: true });
    if (maxDuration !== undefined) {
      this.maxDuration = requireNumber('maxDuration', maxDuration, { exclusiveMin: 0 });
    }
    if (backoff !== undefined) this.backoff = backoff;
    guards.limits = { ...guards.limits, retries };
  }

  describe(): string {
    const { limits, budget } = this.guards;
    const share = budget === undefined ? 'no budget' : `budget ${percent(budget.ratio)}`;
    return `retry x${limits.retries} (${share})`;
  }

  again(call: CallOnItsWay, { retryable, retryAfter = 0 }: Verdict, now: number): boolean {
    const { limits, attempts, runtime, startedAt, listener } = call;
    if (!retryable || !limits.idempotent || attempts > limits.retries) return false;
    const state = (call.backoff ??= { previous: 0 });
    const delayMs = Math.max(this.backoff(attempts, state, runtime.random), retryAfter);
    const at = now + delayMs;
    const reason =
      at >= call.deadlineAt
        ? 'deadline'
        : at - startedAt > this.maxDuration
          ? 'duration'
          : this.budget?.withdraw(now) === false
            ? 'budget'
            : undefined;
    if (reason !== undefined) {
      listener?.heard({ type: 'no-retry', at: now, reason });
      return false;
    }
    listener?.heard({ type: 'retry', at: now, attempt: attempts + 1, delayMs });
    call.plan(at, (then) => {
      call.send(then, false);
    });
    return true;
  }
}

const JITTER = { base: 100, max: 2_000 };
