import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { Permit } from '../circuit-breaker/permit';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import type { AttemptContext } from './function-attempt';
import type { Guards } from './guards';
import type { PipelineRuntime } from './pipeline';
import type { Verdict } from './transport';

/**
 * What the whole engine does for a pipeline that is a closed breaker and nothing else, at half its price: nothing can end
 * such a call but its function. `undefined` when the breaker is not closed, and so needs the engine.
 */
export function executeBehindBreaker<T, S extends AbortSignalLike>(
  breaker: CircuitBreaker,
  guards: Guards,
  { clock, abortController }: PipelineRuntime<S>,
  fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
): Promise<T> | undefined {
  if (breaker.state !== 'closed') return undefined;
  const start = clock.now();
  // Asked here, it would draw twice whether this call is held back: once for nothing.
  if (breaker.heldBack(start) > 0) return undefined;
  const permit = breaker.acquire(start);
  if (!permit.permitted) return undefined;
  const succeed = (value: T): T => {
    const now = clock.now();
    permit.succeed(now - start, now);
    return value;
  };
  const fail = (error: unknown): never => {
    const now = clock.now();
    report(permit, guards.judge(error), error, now - start, now);
    throw error;
  };
  try {
    return Promise.resolve(fn(new LoneAttempt(abortController))).then(succeed, fail);
  } catch (error) {
    return Promise.reject<T>(error as Error).catch(fail);
  }
}

/** Tells a breaker how a call went. */
export function report(
  permit: Permit | undefined,
  { outcome, retryAfter }: Verdict,
  error: unknown,
  durationMs: number,
  now: number,
): void {
  if (outcome === 'success') permit?.succeed(durationMs, now);
  else if (outcome === 'failure') permit?.fail(error, durationMs, retryAfter, now);
  else permit?.release();
}

/** The one attempt of a call that nobody gives up. */
class LoneAttempt<S extends AbortSignalLike> implements AttemptContext<S> {
  readonly number = 1;
  readonly deadlineAt = Infinity;
  private controller: AbortControllerLike<S> | undefined = undefined;

  constructor(private readonly abortController: () => AbortControllerLike<S>) {}

  get signal(): S {
    return (this.controller ??= this.abortController()).signal;
  }
}
