import { requireNumber } from '../options';
import { RetryBudget } from '../retry/retry-budget';
import type { CallOnItsWay } from './guards';
import { duration } from './in-words';
import { HEDGE } from './place';
import type { Policy } from './policy';
import { recentAttempts } from './recent-attempts';

/** A second attempt beside a slow first one; whichever answers first wins. */
export interface HedgeOptions {
  /** Milliseconds, > 0. Default: what 95 of 100 good attempts of the last minute did not exceed. */
  readonly delay?: number | undefined;
  /** Good attempts without which that percentile is not believed, >= 1. Default 10. */
  readonly minimumCalls?: number | undefined;
}

/** How a pipeline hedges. */
export interface HedgeHandle {
  /** Milliseconds, when they are fixed. */
  readonly delay: number | undefined;
  /** Milliseconds after which it hedges now; `undefined` while it knows too little. */
  delayAt(now: number): number | undefined;
  /** Changes it for the attempts that start from now on. @throws ConfigurationError, and nothing is changed then */
  configure(options: HedgeOptions): void;
}

/**
 * Sends a second attempt beside a first one that is slow; whichever answers first wins, and the other is aborted.
 *
 * Only for calls that are idempotent, once a call, never at the same instance, and paid from the budget of `withRetry`, or
 * from one of its own when there is none. Nothing is hedged on guesses: without a `delay` it waits until it knows what slow
 * means.
 *
 * @see Dean, Barroso, "The Tail at Scale", CACM 2013
 */
export function withHedge(given: HedgeOptions = {}): Policy<'hedge', HedgeHandle> {
  return {
    kind: 'hedge',
    place: HEDGE,
    install: (guards, { clock }) => {
      if (guards.again === undefined) guards.budget ??= new RetryBudget({}, clock.now());
      let fixed: number | undefined;
      let delayAt: HedgeHandle['delayAt'];
      const configure = ({ delay, minimumCalls = 10 }: HedgeOptions): void => {
        requireNumber('minimumCalls', minimumCalls, { min: 1, integer: true });
        if (delay === undefined) delayAt = recentAttempts(guards).quantile(0.95, minimumCalls);
        else {
          requireNumber('delay', delay, { exclusiveMin: 0 });
          delayAt = () => delay;
        }
        fixed = delay;
      };
      configure(given);
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
          const delay = delayAt(now);
          if (delay === undefined || now + delay + guards.needed(now) >= call.deadlineAt) return;
          const at = now + Math.max(1, delay);
          call.hold(
            clock.schedule(at, () => {
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
          return fixed;
        },
        delayAt: (now) => delayAt(now),
        configure,
      };
    },
    describe: ({ delay }) => `hedge after ${delay === undefined ? 'the p95' : duration(delay)}`,
  };
}
