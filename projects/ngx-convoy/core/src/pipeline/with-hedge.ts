import { requireNumber } from '../options';
import { RetryBudget } from '../retry/retry-budget';
import type { CallOnItsWay } from './guards';
import { duration } from './in-words';
import { HEDGE } from './place';
import type { Policy } from './policy';

/** When a second attempt is sent: milliseconds, > 0, or what says so at the time; `undefined` = not now. */
export type HedgeDelay = number | ((now: number) => number | undefined);

/** How a pipeline hedges. */
export interface HedgeHandle {
  readonly delay: HedgeDelay;
  /** Changes it for the attempts that start from now on. @throws ConfigurationError */
  configure(delay: HedgeDelay): void;
}

/**
 * Sends a second attempt beside a first one that is slow; whichever answers first wins, and the other is aborted.
 *
 * Only for calls that are idempotent, once a call, and paid from the budget of `withRetry`, or from one of its own when
 * there is none.
 */
export function withHedge(given: HedgeDelay): Policy<'hedge', HedgeHandle> {
  return {
    kind: 'hedge',
    place: HEDGE,
    install: (guards, { clock }) => {
      if (guards.again === undefined) guards.budget ??= new RetryBudget({}, clock.now());
      let delay = given;
      const configure = (next: HedgeDelay): void => {
        if (typeof next === 'number') requireNumber('delay', next, { exclusiveMin: 0 });
        delay = next;
      };
      configure(delay);
      const hedge = (call: CallOnItsWay, at: number): void => {
        if (!call.isRunning) return;
        const { budget } = guards;
        // Asked first: an attempt that is begun is also sent, and a token that is taken is also used.
        if (budget !== undefined && budget.available(at) < 1) {
          call.listener?.heard({ type: 'no-hedge', at, reason: 'budget' });
          return;
        }
        call.send(at, true);
      };
      guards.hedge = {
        plan: (call, now) => {
          if (call.isHedged || !call.limits.idempotent) return;
          const wait = typeof delay === 'number' ? delay : delay(now);
          if (wait === undefined || now + wait >= call.deadlineAt) return;
          call.hold(
            clock.schedule(now + wait, () => {
              hedge(call, clock.now());
            }),
          );
        },
        sent: (call, at) => {
          call.isHedged = true;
          guards.budget?.withdraw(at);
          call.listener?.heard({ type: 'hedge', at, attempt: call.attempts });
        },
      };
      return {
        get delay() {
          return delay;
        },
        configure,
      };
    },
    describe: ({ delay }) =>
      typeof delay === 'number' ? `hedge after ${duration(delay)}` : 'hedge',
  };
}
