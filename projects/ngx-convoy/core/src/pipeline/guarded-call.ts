import type {
  BulkheadPermit,
  BulkheadRejection,
  BulkheadTicket,
  BulkheadWaiter,
} from '../bulkhead/admission';
import type { Bulkhead } from '../bulkhead/bulkhead';
import { BulkheadFullError, QueueTimeoutError } from '../bulkhead/bulkhead-errors';
import type { CircuitBreaker } from '../circuit-breaker/circuit-breaker';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel, Clock } from '../clock';
import {
  AttemptTimeoutError,
  CircuitOpenError,
  type ConvoyError,
  DeadlineExceededError,
  NoInstanceError,
} from '../errors';
import type { Random } from '../random';
import type { Backoff } from '../retry/backoff';
import type { BackoffState } from '../retry/decorrelated-jitter';
import type { RetryBudget } from '../retry/retry-budget';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type { CallLimits } from './call-limits';
import type { AttemptEnding, Verdict } from './transport';

/** The effects that a call needs, shared by all calls. */
export interface CallRuntime {
  readonly clock: Clock;
  readonly random: Random;
  /** All deadlines of all calls hang on one timer. */
  readonly deadlines: DeadlineTimer;
}

/** What stands between a call and its backend, outermost first. What is `undefined` lets everything pass. */
export interface Guards {
  /** What errors call whatever is guarded. */
  readonly name: string;
  readonly bulkhead?: Bulkhead | undefined;
  readonly breaker: CircuitBreaker | undefined;
  readonly budget: RetryBudget | undefined;
  readonly backoff: Backoff;
  /** Milliseconds after which a second attempt is sent beside the first; `undefined` for none. */
  readonly hedgeDelay?: ((now: number) => number | undefined) | undefined;
}

/** One attempt on its way. */
export interface AttemptInFlight {
  /** 1 for the first. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  cancelTimeout: Cancel | undefined;
  abort: Cancel | undefined;
}

/**
 * One call and its policies: deadline > bulkhead > breaker > retry (budgeted) > hedge > [attempt: timeout > whatever sends it].
 *
 * A callback state machine without promises or streams, so that every skin shares it. Subclasses say how an attempt
 * begins, is sent and is counted. Cancelling it settles at once, aborts what is in flight, gives back every permit
 * and counts for nothing.
 */
export abstract class GuardedCall<T, A extends AttemptInFlight> implements BulkheadWaiter {
  protected readonly startedAt: number;
  protected attempts = 0;

  /** Epoch milliseconds; `Infinity` without a deadline. */
  protected readonly deadlineAt: number;
  private backoffState: BackoffState | undefined;
  /** Usually one; two while a hedge runs. */
  private readonly running: A[] = [];
  private isSettled = false;
  private place: BulkheadPermit | undefined;
  private ticket: BulkheadTicket | undefined;
  private permit: Permit | undefined;
  private cancelDeadline: Cancel | undefined;
  /** What is planned: a further attempt after backoff, or a hedge. */
  private cancelPlan: Cancel | undefined;
  private isHedged = false;

  constructor(
    protected readonly guards: Guards,
    protected readonly limits: CallLimits,
    protected readonly runtime: CallRuntime,
  ) {
    this.startedAt = runtime.clock.now();
    this.deadlineAt = this.startedAt + limits.deadline;
  }

  /** Picks where the next attempt goes and takes what it needs; `undefined` when there is nowhere. */
  protected abstract begin(number: number, isHedge: boolean, now: number): A | undefined;
  /** Sends it. May end it before returning. @returns how to abort it */
  protected abstract launch(attempt: A): Cancel | undefined;
  protected abstract judge(error: unknown): Verdict;
  /** Gives back what an attempt has taken, and counts it. */
  protected abstract countAttempt(
    attempt: A,
    ending: AttemptEnding,
    error: unknown,
    now: number,
    verdict: Verdict | undefined,
  ): void;
  /** Counts the whole call. */
  protected abstract countCall(
    outcome: CallEnding,
    durationMs: number,
    now: number,
    error: unknown,
  ): void;
  protected abstract done(value: T | undefined): void;
  protected abstract failed(error: unknown): void;
  /** A further attempt is planned, or refused and why; rare. For traces. */
  protected noted?(what: string): void;
  /** The instance that an attempt went to, where there are instances. */
  protected instanceOf?(attempt: A): string;

  /** Sends the first attempt, or fails at once. Call it once. */
  start(): void {
    const { guards, startedAt, limits } = this;
    guards.budget?.deposit();
    if (limits.deadline !== Infinity) {
      this.cancelDeadline = this.runtime.deadlines.add(this.deadlineAt, () => {
        this.exceedDeadline();
      });
    }
    if (guards.bulkhead === undefined) this.enter(startedAt);
    else this.queue(guards.bulkhead);
  }

  /** The bulkhead has a place for it. */
  granted(place: BulkheadPermit): void {
    this.ticket = undefined;
    this.place = place;
    this.enter(this.runtime.clock.now());
  }

  /** The bulkhead has none, and will have none in time. */
  rejected({ reason }: BulkheadRejection): void {
    this.ticket = undefined;
    this.refuse(this.bulkheadError(reason), this.runtime.clock.now());
  }

  private queue(bulkhead: Bulkhead): void {
    const { priority } = this.limits;
    const admission = bulkhead.acquire({ priority, deadline: this.deadlineAt }, this);
    if (admission.permitted) {
      this.place = admission;
      this.enter(this.startedAt);
    } else if (admission.waiting) this.ticket = admission;
    else this.rejected(admission);
  }

  /** Through the breaker to the first attempt. */
  private enter(now: number): void {
    const { breaker } = this.guards;
    if (breaker !== undefined) {
      const admission = breaker.acquire(now);
      if (!admission.permitted) {
        const details = { service: this.guards.name, retryAt: admission.retryAt };
        this.refuse(new CircuitOpenError(details, admission.reason), now);
        return;
      }
      this.permit = admission;
      if (admission.trial) {
        // Two trials must not run at once: one whose permit is taken away ends here.
        admission.onReclaim = () => {
          this.exceedDeadline();
        };
      }
    }
    this.send(now);
  }

  private bulkheadError(reason: BulkheadRejection['reason']): ConvoyError {
    const { name, bulkhead } = this.guards;
    return reason === 'timeout'
      ? new QueueTimeoutError({ service: name }, this.runtime.clock.now() - this.startedAt)
      : new BulkheadFullError({ service: name }, bulkhead?.limit ?? 0, bulkhead?.waiting ?? 0);
  }

  /** Ends a call of which nothing was sent. */
  private refuse(error: unknown, now: number): void {
    this.permit?.release();
    this.settle('rejected', now, error);
    this.failed(error);
  }

  /** The caller has lost interest. Safe at any time. */
  cancel(): void {
    if (this.isSettled) return;
    const now = this.runtime.clock.now();
    this.abortAll('cancelled', undefined, now);
    this.permit?.release();
    this.settle('cancelled', now);
  }

  protected isRunning(attempt: A): boolean {
    return this.running.includes(attempt);
  }

  protected succeedAttempt(attempt: A, value: T): void {
    if (!this.remove(attempt)) return;
    const now = this.runtime.clock.now();
    this.countAttempt(attempt, 'success', undefined, now, undefined);
    this.abortAll('cancelled', undefined, now);
    this.permit?.succeed(now - this.startedAt, now);
    this.settle('success', now);
    this.done(value);
  }

  protected endWithoutAnswer(attempt: A): void {
    if (!this.remove(attempt)) return;
    const now = this.runtime.clock.now();
    this.countAttempt(attempt, 'cancelled', undefined, now, undefined);
    this.abortAll('cancelled', undefined, now);
    this.permit?.release();
    this.settle('cancelled', now);
    this.done(undefined);
  }

  protected failAttempt(attempt: A, error: unknown): void {
    if (!this.remove(attempt)) return;
    const verdict = this.judge(error);
    const now = this.runtime.clock.now();
    this.countAttempt(attempt, ENDINGS[verdict.outcome], error, now, verdict);
    this.goOn(error, verdict, now);
  }

  /** After a failed attempt: wait for the one that still runs, try again, or give up. */
  private goOn(error: unknown, verdict: Verdict, now: number): void {
    if (this.running.length > 0 && verdict.retryable) return;
    this.cancelPlan?.();
    this.cancelPlan = undefined;
    const wait = this.running.length > 0 ? undefined : this.waitBeforeRetry(verdict, now);
    if (wait === undefined) {
      this.giveUp(error, verdict, now);
      return;
    }
    this.noted?.(`attempt ${this.attempts + 1} in ${Math.round(wait)} ms`);
    this.cancelPlan = this.runtime.clock.schedule(now + wait, () => {
      this.retry();
    });
  }

  private giveUp(error: unknown, verdict: Verdict, now: number): void {
    this.abortAll('cancelled', undefined, now);
    const duration = now - this.startedAt;
    if (verdict.outcome === 'success') this.permit?.succeed(duration, now);
    else if (verdict.outcome === 'failure') {
      this.permit?.fail(error, duration, verdict.retryAfter, now);
    } else this.permit?.release();
    this.settle(ENDINGS[verdict.outcome], now, error);
    this.failed(error);
  }

  /** Milliseconds until the next attempt; `undefined` when there is to be none. */
  private waitBeforeRetry(verdict: Verdict, now: number): number | undefined {
    const { limits, guards, runtime } = this;
    if (!verdict.retryable || !limits.idempotent || this.attempts > limits.retries) {
      return undefined;
    }
    const jittered = guards.backoff(
      this.attempts,
      (this.backoffState ??= { previous: 0 }),
      runtime.random,
    );
    const wait = Math.max(jittered, verdict.retryAfter ?? 0);
    if (now + wait >= this.deadlineAt) {
      this.noted?.('no further attempt: the deadline leaves no time for one');
      return undefined;
    }
    if (guards.budget?.withdraw(now) === false) {
      this.noted?.('no further attempt: the retry budget is spent');
      return undefined;
    }
    return wait;
  }

  private retry(): void {
    this.cancelPlan = undefined;
    if (!this.isSettled) this.send(this.runtime.clock.now());
  }

  private send(now: number): void {
    const attempt = this.begin(this.attempts + 1, false, now);
    if (attempt === undefined) {
      this.refuse(new NoInstanceError({ service: this.guards.name }), now);
      return;
    }
    this.planHedge(now);
    this.run(attempt, now);
  }

  private run(attempt: A, now: number): void {
    this.attempts += 1;
    this.running.push(attempt);
    const { timeout } = this.limits;
    if (now + timeout < this.deadlineAt) {
      attempt.cancelTimeout = this.runtime.deadlines.add(now + timeout, () => {
        this.exceedTimeout(attempt);
      });
    }
    const abort = this.launch(attempt);
    if (abort === undefined) return;
    // It may have been given up while it was being sent, before there was a way to abort it.
    if (this.running.includes(attempt)) attempt.abort = abort;
    else abort();
  }

  /** A second attempt beside a slow first one: at another instance, from the same budget, once a call. */
  private planHedge(now: number): void {
    const { guards, limits } = this;
    if (guards.hedgeDelay === undefined || this.isHedged || !limits.idempotent) return;
    const delay = guards.hedgeDelay(now);
    if (delay === undefined || now + delay >= this.deadlineAt) return;
    this.cancelPlan = this.runtime.clock.schedule(now + delay, () => {
      this.hedge();
    });
  }

  private hedge(): void {
    this.cancelPlan = undefined;
    if (this.isSettled || this.running.length === 0) return;
    const now = this.runtime.clock.now();
    const { budget } = this.guards;
    // Asked first: an attempt that is begun is also sent, and a token that is taken is also used.
    if (budget !== undefined && budget.available(now) < 1) {
      this.noted?.('no hedge: the retry budget is spent');
      return;
    }
    const attempt = this.begin(this.attempts + 1, true, now);
    if (attempt === undefined) return;
    budget?.withdraw(now);
    this.isHedged = true;
    this.noted?.('hedged');
    this.run(attempt, now);
  }

  private exceedTimeout(attempt: A): void {
    if (!this.remove(attempt)) return;
    const now = this.runtime.clock.now();
    const details = { service: this.guards.name, instance: this.instanceOf?.(attempt) };
    const error = new AttemptTimeoutError(details, this.limits.timeout);
    this.countAttempt(attempt, 'timeout', error, now, TIMEOUT_VERDICT);
    attempt.abort?.();
    this.goOn(error, TIMEOUT_VERDICT, now);
  }

  private exceedDeadline(): void {
    if (this.isSettled) return;
    const now = this.runtime.clock.now();
    const slow = this.running[0];
    const instance = slow && this.instanceOf?.(slow);
    const details = { service: this.guards.name, instance };
    const duration = now - this.startedAt;
    // A trial that is reclaimed may have no deadline of its own.
    const error = new DeadlineExceededError(details, Math.min(this.limits.deadline, duration));
    const wasSent = this.attempts > 0;
    this.abortAll('timeout', error, now);
    this.permit?.fail(error, duration, undefined, now);
    // A call that only ever waited for a place says nothing about the service.
    this.settle(wasSent ? 'failure' : 'rejected', now, error);
    this.failed(error);
  }

  private abortAll(ending: AttemptEnding, error: unknown, now: number): void {
    for (let attempt = this.running.pop(); attempt !== undefined; attempt = this.running.pop()) {
      attempt.cancelTimeout?.();
      this.countAttempt(attempt, ending, error, now, undefined);
      attempt.abort?.();
    }
  }

  /** @returns whether it was still running: what comes from one that has ended is ignored */
  private remove(attempt: A): boolean {
    const index = this.running.indexOf(attempt);
    if (index < 0) return false;
    this.running.splice(index, 1);
    attempt.cancelTimeout?.();
    return true;
  }

  private settle(outcome: CallEnding, now: number, error?: unknown): void {
    this.isSettled = true;
    this.cancelDeadline?.();
    this.cancelPlan?.();
    this.ticket?.cancel();
    this.countCall(outcome, now - this.startedAt, now, error);
    // Last: whoever gets the place begins at once.
    this.place?.release();
  }
}

/** How a whole call ended for its service. */
export type CallEnding = 'success' | 'failure' | 'rejected' | 'cancelled';

const TIMEOUT_VERDICT: Verdict = { outcome: 'failure', retryable: true };
const ENDINGS = { success: 'success', failure: 'failure', neutral: 'cancelled' } as const;
