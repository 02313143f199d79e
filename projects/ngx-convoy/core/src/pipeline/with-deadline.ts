import { DeadlineExceededError } from '../errors';
import { requireNumber } from '../options';
import { duration } from './in-words';
import { DEADLINE } from './place';
import type { Policy } from './policy';

/** The time that whole calls of a pipeline may take. */
export interface DeadlineHandle {
  /** Changes it for the calls that start from now on. @param ms milliseconds, > 0 @throws ConfigurationError */
  configure(ms: number): void;
}

/**
 * Ends a call that takes longer, waiting and repetitions included. No repetition is planned that it leaves no time for,
 * and each attempt learns of it as `deadlineAt`.
 *
 * @param ms milliseconds, > 0; it ends up to 50 ms after that, never before
 */
export function withDeadline(ms: number): Policy<'deadline', DeadlineHandle> {
  return {
    kind: 'deadline',
    place: DEADLINE,
    install: (guards, { clock, deadlines }) => {
      const configure = (given: number): void => {
        const deadline = requireNumber('ms', given, { exclusiveMin: 0 });
        guards.limits = { ...guards.limits, deadline };
      };
      configure(ms);
      guards.gates.push({
        enter: (call, now) => {
          if (call.deadlineAt !== Infinity) deadlines.set(call, call.deadlineAt, now);
          return true;
        },
        leave: (call) => {
          deadlines.unset(call);
        },
      });
      guards.expired = (call) => {
        const details = { service: guards.name, instance: call.instanceOf?.() };
        const error = new DeadlineExceededError(details, call.limits.deadline);
        const now = clock.now();
        // A call that only ever waited says nothing about the service.
        if (call.attempts === 0) call.refuse('deadline', 'it waited for too long', error, now);
        else call.giveUp({ outcome: 'failure', retryable: false }, error, now, 'timeout');
      };
      return { configure };
    },
    describe: (_, { limits }) => `deadline ${duration(limits.deadline)}`,
  };
}
