import { AttemptTimeoutError } from '../errors';
import { requireNumber } from '../options';
import type { AttemptInFlight } from './attempt-in-flight';
import type { AttemptRule, CallOnItsWay, Guards } from './guards';
import { duration } from './in-words';
import { TIMEOUT } from './place';
import type { InstalledPolicy, Policy } from './policy';
import type { Verdict } from './transport';

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
    install: (guards) => (guards.timeout = new AttemptTimeout(guards, ms)),
  };
}

class AttemptTimeout implements AttemptRule, TimeoutHandle, InstalledPolicy<TimeoutHandle> {
  readonly handle = this;

  constructor(
    private readonly guards: Guards,
    ms: number,
  ) {
    this.configure(ms);
  }

  configure(ms: number): void {
    const timeout = requireNumber('ms', ms, { exclusiveMin: 0 });
    this.guards.limits = { ...this.guards.limits, timeout };
  }

  describe(): string {
    return `timeout ${duration(this.guards.limits.timeout)}`;
  }

  start(
    { limits, deadlineAt, runtime }: CallOnItsWay,
    attempt: AttemptInFlight,
    now: number,
  ): void {
    const at = now + limits.timeout;
    // The deadline ends it sooner.
    if (at < deadlineAt) runtime.deadlines.set(attempt, at, now);
  }

  due(call: CallOnItsWay, attempt: AttemptInFlight): void {
    const details = { service: call.guards.name, instance: call.instanceOf?.(attempt) };
    const error = new AttemptTimeoutError(details, call.limits.timeout);
    call.failAttempt(attempt, error, TIMED_OUT, 'timeout');
  }
}

const TIMED_OUT: Verdict = { outcome: 'failure', retryable: true };
