import { DeadlineExceededError } from '../errors';
import { requireNumber } from '../options';
import { DeadlineTooShortError } from '../timeout/deadline-too-short-error';
import type { CallOnItsWay } from './guards';
import { duration } from './in-words';
import { DEADLINE } from './place';
import type { Policy } from './policy';
import { recentAttempts } from './recent-attempts';

/** What is done about deadlines that cannot be met. */
export interface EarlyRefusalOptions {
  /** Good attempts of the last minute without which nothing is refused, >= 1. Default 20. */
  readonly minimumCalls?: number | undefined;
}

/** The time that whole calls of a pipeline may take. */
export interface DeadlineHandle {
  /** Changes it for the calls that start from now on. @param ms milliseconds, > 0 @throws ConfigurationError */
  configure(ms: number): void;
}

/**
 * Ends a call that takes longer, waiting and repetitions included. No repetition is planned that it leaves no time for,
 * and each attempt learns of it as `deadlineAt`.
 *
 * With `earlyRefusal`, a call is refused as soon as it has less time left than half of the recent attempts took, before it
 * waits and again before it is sent, and no repetition or hedge is made then. It is off by default: an attempt with little
 * time may still succeed, and to refuse it spares a service that is busy at the cost of the one who asks.
 *
 * @param ms milliseconds, > 0; it ends up to 50 ms after that, never before
 * @see Finagle, DeadlineFilter, which observes only unless it is told otherwise
 */
export function withDeadline(
  ms: number,
  earlyRefusal: EarlyRefusalOptions | boolean = false,
): Policy<'deadline', DeadlineHandle> {
  return {
    kind: 'deadline',
    place: DEADLINE,
    install: (guards, { clock, deadlines }) => {
      const configure = (given: number): void => {
        const deadline = requireNumber('ms', given, { exclusiveMin: 0 });
        guards.limits = { ...guards.limits, deadline };
      };
      configure(ms);
      if (earlyRefusal !== false) {
        const { minimumCalls = 20 } = earlyRefusal === true ? {} : earlyRefusal;
        requireNumber('minimumCalls', minimumCalls, { min: 1, integer: true });
        const median = recentAttempts(guards).quantile(0.5, minimumCalls);
        guards.needed = (now) => median(now) ?? 0;
        guards.refuseLate = refuseLate;
      }
      guards.gates.push({
        enter: (call, now) => {
          if (guards.refuseLate?.(call, now) === true) return false;
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
    describe: (_, { limits, refuseLate: isEarly }) =>
      `deadline ${duration(limits.deadline)}${isEarly === undefined ? '' : ' (refused early)'}`,
  };
}

function refuseLate(call: CallOnItsWay, now: number): boolean {
  const { name, needed } = call.guards;
  const remaining = call.deadlineAt - now;
  const least = needed(now);
  if (remaining >= least) return false;
  const error = new DeadlineTooShortError({ service: name }, remaining, least);
  call.refuse('deadline', 'it leaves too little time', error, now);
  return true;
}
