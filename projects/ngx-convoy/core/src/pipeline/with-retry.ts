import { requireNumber } from '../options';
import type { Backoff } from '../retry/backoff';
import { fullJitter } from '../retry/full-jitter';
import { RetryBudget, type RetryBudgetOptions } from '../retry/retry-budget';
import { percent } from './in-words';
import { RETRY } from './place';
import type { Policy } from './policy';

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
   * Changes it for the failures that happen from now on; what is left out stays.
   *
   * @throws ConfigurationError, and nothing is changed then
   */
  configure(options: Omit<PipelineRetryOptions, 'budget'>): void;
}

/**
 * Repeats an attempt that failed and is worth it: of a call that is idempotent, as long as the budget has something left
 * and the deadline leaves time. A server's `Retry-After` is waited for when it is longer than the backoff.
 */
export function withRetry(given: PipelineRetryOptions = {}): Policy<'retry', RetryHandle> {
  return {
    kind: 'retry',
    place: RETRY,
    install: (guards, { clock, random }) => {
      let { backoff = patience, maxDuration: longest = Infinity } = given;
      const { attempts = 2, budget: own = {} } = given;
      const budget = own instanceof RetryBudget ? own : own && new RetryBudget(own, clock.now());
      if (budget !== false) guards.budget = budget;
      const configure = ({
        attempts: retries = guards.limits.retries,
        backoff: next = backoff,
        maxDuration = longest,
      }: PipelineRetryOptions): void => {
        requireNumber('attempts', retries, { min: 0, max: 100, integer: true });
        if (maxDuration !== Infinity)
          requireNumber('maxDuration', maxDuration, { exclusiveMin: 0 });
        guards.limits = { ...guards.limits, retries };
        backoff = next;
        longest = maxDuration;
      };
      configure({ attempts, maxDuration: longest });
      guards.again = (call, { retryable, retryAfter = 0 }, now) => {
        const { limits, attempts, startedAt, listener } = call;
        if (!retryable || !limits.idempotent || attempts > limits.retries) return false;
        const delayMs = Math.max(
          backoff(attempts, (call.backoff ??= { previous: 0 }), random),
          retryAfter,
        );
        const at = now + delayMs;
        const reason =
          at + guards.needed(now) >= call.deadlineAt
            ? 'deadline'
            : at - startedAt > longest
              ? 'duration'
              : guards.budget?.withdraw(now) === false && 'budget';
        if (reason) {
          listener?.heard({ type: 'no-retry', at: now, reason });
          return false;
        }
        listener?.heard({ type: 'retry', at: now, attempt: attempts + 1, delayMs });
        call.hold(
          clock.schedule(at, () => {
            call.send(clock.now(), false);
          }),
        );
        return true;
      };
      return { budget: guards.budget, configure };
    },
    describe: ({ budget }, { limits }) =>
      `retry x${limits.retries} (${budget ? `budget ${percent(budget.ratio)}` : 'no budget'})`,
  };
}

const patience: Backoff = (attempt, _state, random) =>
  fullJitter(attempt, { base: 100, max: 2_000 }, random);
