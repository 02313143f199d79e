import { AttemptTimeoutError } from '../errors';
import { requireNumber } from '../options';
import { duration } from './in-words';
import { TIMEOUT } from './place';
import type { Policy } from './policy';

/** The time that each attempt of a pipeline may take. */
export interface TimeoutHandle {
  /** Changes it for the calls that start from now on. @param ms milliseconds, > 0 @throws ConfigurationError */
  configure(ms: number): void;
}

/**
 * Gives up an attempt that takes longer: it is aborted and has failed, which may be repeated.
 *
 * All time limits hang on one timer, so an attempt ends up to 50 ms after its time, never before.
 *
 * @param ms milliseconds, > 0
 */
export function withTimeout(ms: number): Policy<'timeout', TimeoutHandle> {
  return {
    kind: 'timeout',
    place: TIMEOUT,
    install: (guards) => {
      const configure = (given: number): void => {
        const timeout = requireNumber('ms', given, { exclusiveMin: 0 });
        guards.limits = { ...guards.limits, timeout };
      };
      configure(ms);
      guards.overdue = (call, attempt) => {
        const details = { service: guards.name, instance: call.instanceOf?.(attempt) };
        const error = new AttemptTimeoutError(details, call.limits.timeout);
        call.failAttempt(attempt, error, { outcome: 'failure', retryable: true }, 'timeout');
      };
      return { configure };
    },
    describe: (_, { limits }) => `timeout ${duration(limits.timeout)}`,
  };
}
