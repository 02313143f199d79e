import { requireNumber } from '../options';
import { RetryBudget } from '../retry/retry-budget';
import type { CallOnItsWay, HedgeRule } from './guards';
import { duration } from './in-words';
import { HEDGE } from './place';
import type { InstalledPolicy, Policy } from './policy';

/** When a second attempt is sent: milliseconds, > 0, or what says so at the time; `undefined` = not now. */
export type HedgeDelay = number | ((now: number) => number | undefined);

/** How a pipeline hedges. */
export interface HedgeHandle {
  /** Changes it for the attempts that start from now on. @throws ConfigurationError */
  configure(delay: HedgeDelay): void;
}

/**
 * Sends a second attempt beside a first one that is slow; whichever answers first wins, and the other is aborted.
 *
 * Only for calls that are idempotent, once a call, and paid from the budget of `withRetry`, or from one of its own when
 * there is none.
 */
export function withHedge(delay: HedgeDelay): Policy<'hedge', HedgeHandle> {
  return {
    kind: 'hedge',
    place: HEDGE,
    install: (guards, { clock }) => {
      if (guards.retry === undefined) guards.budget ??= new RetryBudget({}, clock.now());
      return (guards.hedge = new Hedge(delay));
    },
  };
}

class Hedge implements HedgeRule, HedgeHandle, InstalledPolicy<HedgeHandle> {
  readonly handle = this;
  private delay: HedgeDelay = Infinity;

  constructor(delay: HedgeDelay) {
    this.configure(delay);
  }

  configure(delay: HedgeDelay): void {
    if (typeof delay === 'number') requireNumber('delay', delay, { exclusiveMin: 0 });
    this.delay = delay;
  }

  describe(): string {
    return typeof this.delay === 'number' ? `hedge after ${duration(this.delay)}` : 'hedge';
  }

  plan(call: CallOnItsWay, now: number): void {
    if (call.isHedged || !call.limits.idempotent) return;
    const delay = typeof this.delay === 'number' ? this.delay : this.delay(now);
    if (delay === undefined || now + delay >= call.deadlineAt) return;
    call.plan(now + delay, (then) => {
      this.hedge(call, then);
    });
  }

  sent(call: CallOnItsWay, now: number): void {
    call.isHedged = true;
    call.guards.budget?.withdraw(now);
    call.listener?.heard({ type: 'hedge', at: now, attempt: call.attempts });
  }

  private hedge(call: CallOnItsWay, now: number): void {
    if (!call.isRunning) return;
    const { budget } = call.guards;
    // Asked first: an attempt that is begun is also sent, and a token that is taken is also used.
    if (budget !== undefined && budget.available(now) < 1) {
      call.listener?.heard({ type: 'no-hedge', at: now, reason: 'budget' });
      return;
    }
    call.send(now, true);
  }
}
