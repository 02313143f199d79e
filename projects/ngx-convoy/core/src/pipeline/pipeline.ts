import { Bulkhead } from '../bulkhead/bulkhead';
import { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { requireName, requireNumber } from '../options';
import { createBackoff } from '../retry/backoff';
import { RetryBudget } from '../retry/retry-budget';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import { executeBehindBreaker } from './breaker-alone';
import type { CallLimits } from './call-limits';
import { describePipeline } from './describe-pipeline';
import type { AttemptContext } from './function-attempt';
import { FunctionCall } from './function-call';
import type { CallRuntime, Guards } from './guarded-call';
import type { PipelineOptions } from './pipeline-options';

/** The effects that a pipeline needs. `S` is the platform's `AbortSignal`. */
export interface PipelineRuntime<S extends AbortSignalLike> extends CallRuntime {
  /** Makes an `AbortController`; asked only when a function reads its signal. */
  readonly abortController: () => AbortControllerLike<S>;
}

/** What one execution may ask for. */
export interface ExecuteOptions<S extends AbortSignalLike> extends Partial<CallLimits> {
  /** Aborting it settles the execution at once, with the signal's reason, and counts for nothing. */
  readonly signal?: S | undefined;
  /** Answers in the place of a call that has failed for good. */
  readonly fallback?: ((error: unknown) => unknown) | undefined;
}

/**
 * Policies around any asynchronous function, in the one order that is right:
 * deadline > bulkhead > breaker > retry (budgeted) > hedge > [attempt: timeout].
 *
 * @usageNotes
 * ```ts
 * const pipeline = new Pipeline({ breaker: {}, retry: { attempts: 2 }, timeout: 2_000 }, runtime);
 * const answer = await pipeline.execute(({ signal }) => fetch(url, { signal }), { signal: leaving });
 * pipeline.describe(); // 'breaker (…) > retry x2 (…) > timeout 2 s'
 * ```
 */
export class Pipeline<S extends AbortSignalLike = AbortSignalLike> {
  readonly name: string;
  /** `undefined` when the options name none. */
  readonly bulkhead: Bulkhead | undefined;
  /** `undefined` when the options name none. */
  readonly breaker: CircuitBreaker | undefined;
  /** What repetitions and hedges are paid from. */
  readonly budget: RetryBudget | undefined;

  /** For skins other than promises. */
  readonly guards: Guards;
  /** For skins other than promises. */
  readonly limits: CallLimits;

  /** Set when there is a breaker and nothing else. */
  private readonly loneBreaker: CircuitBreaker | undefined;

  /** @throws ConfigurationError */
  constructor(
    readonly options: PipelineOptions,
    readonly runtime: PipelineRuntime<S>,
  ) {
    const { clock, random, deadlines } = runtime;
    const { bulkhead, breaker, retry, hedge, timeout, deadline } = options;
    this.name = requireName('name', options.name ?? 'call');
    this.bulkhead = bulkhead && new Bulkhead(bulkhead, clock, deadlines);
    this.breaker = breaker && new CircuitBreaker(breaker, clock, random);
    const isRepeating = retry !== undefined || hedge !== undefined;
    const budget = retry?.budget;
    this.budget =
      isRepeating && budget !== false ? new RetryBudget(budget ?? {}, clock.now()) : undefined;
    if (hedge !== undefined) requireNumber('hedge', hedge, { exclusiveMin: 0 });
    this.guards = {
      name: this.name,
      bulkhead: this.bulkhead,
      breaker: this.breaker,
      budget: this.budget,
      backoff: createBackoff(retry?.backoff ?? { type: 'full-jitter', base: 100, max: 2_000 }),
      hedgeDelay: hedge === undefined ? undefined : () => hedge,
    };
    this.limits = {
      idempotent: true,
      timeout: timeout === undefined ? Infinity : requirePositive('timeout', timeout),
      deadline: deadline === undefined ? Infinity : requirePositive('deadline', deadline),
      retries: retry === undefined ? 0 : requireAttempts(retry.attempts ?? 2),
    };
    const others = [bulkhead, retry, hedge, timeout, deadline, options.isFailure];
    this.loneBreaker = others.every((each) => each === undefined) ? this.breaker : undefined;
  }

  /**
   * Runs `fn` under the policies.
   *
   * @param fn called once an attempt. Reading `signal` of its argument is what costs an `AbortController`
   */
  execute<T>(
    fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    options?: ExecuteOptions<S>,
  ): Promise<T> {
    if (options === undefined && this.loneBreaker !== undefined) {
      return executeBehindBreaker(this.loneBreaker, this.name, this.options, this.runtime, fn);
    }
    return new Promise<T>((resolve, reject) => {
      const limits = options === undefined ? this.limits : this.limitsOf(options);
      const call = new FunctionCall<T, S>(
        this.guards,
        limits,
        this.runtime,
        this.options,
        fn,
        resolve,
        reject,
      );
      call.startFor(options?.signal, options?.fallback);
    });
  }

  /** What one execution asks for, checked like the options of the pipeline: a deadline of `NaN` would never end. */
  private limitsOf({
    idempotent,
    timeout,
    deadline,
    retries,
    priority,
  }: ExecuteOptions<S>): CallLimits {
    const { limits } = this;
    return {
      idempotent: idempotent ?? limits.idempotent,
      timeout: timeout === undefined ? limits.timeout : requirePositive('timeout', timeout),
      deadline: deadline === undefined ? limits.deadline : requirePositive('deadline', deadline),
      retries: retries === undefined ? limits.retries : requireAttempts(retries),
      priority,
    };
  }

  /** Its policies with their numbers, outermost first. */
  describe(): string {
    return describePipeline(this.options, this.limits);
  }
}

function requirePositive(option: string, value: number): number {
  return requireNumber(option, value, { exclusiveMin: 0 });
}

function requireAttempts(value: number): number {
  return requireNumber('retry.attempts', value, { min: 0, max: 100, integer: true });
}
