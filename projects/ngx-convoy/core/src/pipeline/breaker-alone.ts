import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import { CircuitOpenError } from '../errors';
import type { AbortSignalLike } from './abort-signal';
import { FunctionAttempt, type AttemptContext } from './function-attempt';
import { judgeFunctionError } from './judge-function-error';
import type { PipelineOptions } from './pipeline-options';
import type { PipelineRuntime } from './pipeline';

/**
 * What the whole state machine does for a pipeline that is nothing but a breaker, at a fraction of its price: no deadline,
 * no backoff and no second attempt can come between.
 */
export function executeBehindBreaker<T, S extends AbortSignalLike>(
  breaker: CircuitBreaker,
  name: string,
  options: PipelineOptions,
  runtime: PipelineRuntime<S>,
  fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
): Promise<T> {
  const { clock } = runtime;
  const start = clock.now();
  const permit = breaker.acquire(start);
  if (!permit.permitted) {
    const details = { service: name, retryAt: permit.retryAt };
    return Promise.reject(new CircuitOpenError(details, permit.reason));
  }
  const succeed = (value: T): T => {
    const now = clock.now();
    permit.succeed(now - start, now);
    return value;
  };
  const fail = (error: unknown): never => {
    const now = clock.now();
    const { outcome, retryAfter } = judgeFunctionError(options, error);
    if (outcome === 'success') permit.succeed(now - start, now);
    else if (outcome === 'failure') permit.fail(error, now - start, retryAfter, now);
    else permit.release();
    throw error;
  };
  try {
    const result = fn(new FunctionAttempt(1, start, Infinity, runtime.abortController));
    return result instanceof Promise
      ? result.then(succeed, fail)
      : Promise.resolve(result).then(succeed, fail);
  } catch (error) {
    return Promise.reject(error as Error).catch(fail);
  }
}
