import { DeadlineExceededError } from '../errors';
import { requireNumber } from '../options';
import type { CallOnItsWay, Gate, Guards } from './guards';
import { duration } from './in-words';
import { DEADLINE } from './place';
import type { InstalledPolicy, Policy } from './policy';

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
    install: (guards) => new DeadlineGate(guards, ms),
  };
}

class DeadlineGate implements Gate, DeadlineHandle, InstalledPolicy<DeadlineHandle> {
  readonly handle = this;

  constructor(
    private readonly guards: Guards,
    ms: number,
  ) {
    this.configure(ms);
    guards.gates.push(this);
    guards.deadline = exceedDeadline;
  }

  configure(ms: number): void {
    const deadline = requireNumber('ms', ms, { exclusiveMin: 0 });
    this.guards.limits = { ...this.guards.limits, deadline };
  }

  describe(): string {
    return `deadline ${duration(this.guards.limits.deadline)}`;
  }

  enter(call: CallOnItsWay, now: number): boolean {
    if (call.deadlineAt !== Infinity) call.runtime.deadlines.set(call, call.deadlineAt, now);
    return true;
  }

  leave(call: CallOnItsWay): void {
    call.runtime.deadlines.unset(call);
  }
}

/** Ends a call whose time is up. */
export function exceedDeadline(call: CallOnItsWay): void {
  const now = call.runtime.clock.now();
  const details = { service: call.guards.name, instance: call.instanceOf?.() };
  // A trial that is reclaimed may have no deadline of its own.
  const ms = Math.min(call.limits.deadline, now - call.startedAt);
  call.end(new DeadlineExceededError(details, ms), now);
}
