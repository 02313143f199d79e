import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { Rejection } from '../circuit-breaker/circuit-state';
import type { Permit } from '../circuit-breaker/permit';
import { CircuitOpenError } from '../errors';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import type { AttemptContext } from './function-attempt';
import type { Guards } from './guards';
import type { PipelineRuntime } from './pipeline';
import type { Verdict } from './transport';

/**
 * What the whole engine does for a pipeline that is a breaker and nothing else, at half its price: nothing can end such a
 * call but its function. `undefined` for a trial, which may be taken away while it runs, and so needs the engine.
 */
export function executeBehindBreaker<T, S extends AbortSignalLike>(
  breaker: CircuitBreaker,
  guards: Guards,
  runtime: PipelineRuntime<S>,
  fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
): Promise<T> | undefined {
  const start = runtime.clock.now();
  const permit = breaker.acquire(start);
  if (!permit.permitted) return Promise.reject<T>(circuitOpen(guards.name, permit));
  if (permit.trial) {
    permit.release();
    return undefined;
  }
  return execute(permit, start, guards, runtime, fn);
}

/** A function of its own: what a refused call does not reach, it does not pay for. */
function execute<T, S extends AbortSignalLike>(
  permit: Permit,
  start: number,
  guards: Guards,
  { clock, abortController }: PipelineRuntime<S>,
  fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
): Promise<T> {
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

/** What a caller gets whom the breaker has refused. */
export function circuitOpen(service: string, { reason, retryAt }: Rejection): CircuitOpenError {
  return new CircuitOpenError({ service, retryAt }, reason);
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
