import { ConfigurationError } from '../errors';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import type { CallLimits } from './call-limits';
import { compose } from './compose';
import type { AttemptContext } from './function-attempt';
import { FunctionCall } from './function-call';
import type { CallRuntime, Guards } from './guards';
import type { HandlesOf, Policy } from './policy';

/** The effects that a pipeline needs. `S` is the platform's `AbortSignal`. */
export interface PipelineRuntime<S extends AbortSignalLike = AbortSignalLike> extends CallRuntime {
  /** Makes an `AbortController`; asked only when a function reads its signal. */
  readonly abortController: () => AbortControllerLike<S>;
}

/** Which policy a limit of a single call belongs to: it is there only when the pipeline has that policy. */
interface PolicyOfLimit {
  readonly idempotent: never;
  readonly timeout: 'timeout';
  readonly deadline: 'deadline';
  readonly retries: 'retry';
  readonly priority: 'bulkhead';
}

/** What one execution may ask for: a signal, and other numbers for the policies that its pipeline has. */
export type ExecuteOptions<
  S extends AbortSignalLike = AbortSignalLike,
  Kind extends string = string,
> = {
  readonly [Limit in keyof CallLimits as PolicyOfLimit[Limit] extends Kind ? Limit : never]?:
    CallLimits[Limit] | undefined;
} & {
  /** Aborting it settles the execution at once, with the signal's reason, and counts for nothing. */
  readonly signal?: S | undefined;
};

/**
 * Policies around any asynchronous function. Beside these members it has each policy's handle under the policy's kind:
 * `breaker`, `bulkhead`, `retry` and so on, for looking and for changing options while calls run.
 */
export interface Pipeline<
  S extends AbortSignalLike = AbortSignalLike,
  Kind extends string = string,
> {
  /** For skins other than promises. */
  readonly guards: Guards;
  /** For skins other than promises. */
  readonly runtime: PipelineRuntime<S>;
  /**
   * Runs `fn` under the policies.
   *
   * @param fn called once an attempt. Reading `signal` of its argument is what costs an `AbortController`
   */
  execute<T>(
    fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    options?: ExecuteOptions<S, Kind>,
  ): Promise<T>;
  /** Its policies with their numbers of now, outermost first. */
  describe(): string;
}

/**
 * Composes policies, in the one order that is right, whatever the order of the arguments:
 * fallback > deadline > rate limit > bulkhead > throttle > breaker > retry (budgeted) > hedge > [attempt: timeout].
 *
 * Only the policies that are imported are carried.
 *
 * @usageNotes
 * ```ts
 * const careful = pipeline(runtime, withBreaker(), withRetry({ attempts: 2 }), withTimeout(2_000));
 * const answer = await careful.execute(({ signal }) => fetch(url, { signal }), { signal: leaving });
 * careful.describe(); // 'breaker (…) > retry x2 (…) > timeout 2 s'
 * careful.breaker.state; // 'closed'
 * careful.timeout.configure(3_000); // from the next call on
 * ```
 *
 * @throws ConfigurationError when an option is out of its range, or two policies are of the same kind
 */
export function pipeline<S extends AbortSignalLike, const P extends readonly Policy[]>(
  runtime: PipelineRuntime<S>,
  ...policies: P
): Pipeline<S, P[number]['kind']> & HandlesOf<P> {
  const { guards, handles, describe } = compose(runtime, policies);
  const whole = new FunctionPipeline(guards, runtime, describe);
  return Object.assign(whole, handles as HandlesOf<P>);
}

class FunctionPipeline<S extends AbortSignalLike> implements Pipeline<S> {
  constructor(
    readonly guards: Guards,
    readonly runtime: PipelineRuntime<S>,
    readonly describe: () => string,
  ) {}

  execute<T>(
    fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    options?: ExecuteOptions<S>,
  ): Promise<T> {
    const answer = options === undefined ? this.guards.alone?.(this.runtime, fn) : undefined;
    return answer ?? this.run(fn, options);
  }

  private run<T>(
    fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    options?: ExecuteOptions<S>,
  ): Promise<T> {
    const { guards, runtime } = this;
    return new Promise<T>((resolve, reject) => {
      const limits = options === undefined ? guards.limits : limitsOf(guards.limits, options);
      const call = new FunctionCall<T, S>(guards, limits, runtime, fn, resolve, reject);
      if (options?.signal === undefined) call.start();
      else call.startFor(options.signal);
    });
  }
}

/** What one execution asks for, and what it does not ask for. A deadline of `NaN` would never end. */
function limitsOf(limits: CallLimits, asked: ExecuteOptions): CallLimits {
  const {
    idempotent = limits.idempotent,
    timeout = limits.timeout,
    deadline = limits.deadline,
    retries = limits.retries,
    priority,
  } = asked;
  for (const [limit, value] of Object.entries({ timeout, deadline, retries })) {
    if (!(value >= 0)) throw new ConfigurationError(limit, value, { min: 0 });
  }
  return { idempotent, timeout, deadline, retries, priority };
}
