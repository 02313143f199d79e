import type { BulkheadPermit } from '../bulkhead/admission';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel } from '../clock';
import type { BackoffState } from '../retry/decorrelated-jitter';
import type { AttemptInFlight } from './attempt-in-flight';
import type { RefusedBy } from './call-event';
import type { CallLimits } from './call-limits';
import type { CallListener, CallOnItsWay, CallRuntime, Guards } from './guards';
import type { AttemptEnding, Verdict } from './transport';

/**
 * One call and its policies: a callback state machine without promises or streams, so that every skin shares it.
 *
 * It knows none of the policies. A call goes through the gates of its {@link Guards}, sends an attempt, asks what follows a
 * failed one, and gives back what it holds when it ends, which it does exactly once. Subclasses say how an attempt begins,
 * is sent and is counted. Cancelling settles at once, aborts what is in flight and counts for nothing.
 *
 * Two reads of the clock for a call whose first attempt answers.
 */
export abstract class GuardedCall<T, A extends AttemptInFlight> implements CallOnItsWay {
  readonly startedAt: number;
  readonly deadlineAt: number;
  attempts = 0;
  listener: CallListener | undefined;

  permit: Permit | undefined = undefined;
  permittedAt = 0;
  place: BulkheadPermit | undefined = undefined;
  backoff: BackoffState | undefined = undefined;
  isHedged = false;

  dueAt = 0;
  slot = -1;

  /** What is under way; `rival` only while a hedge is. */
  protected running: A | undefined = undefined;
  private rival: A | undefined = undefined;
  private stage = 0;
  private isSettled = false;
  private stop: Cancel | undefined = undefined;

  constructor(
    readonly guards: Guards,
    readonly limits: CallLimits,
    readonly runtime: CallRuntime,
  ) {
    this.listener = guards.listener;
    this.startedAt = runtime.clock.now();
    this.deadlineAt = this.startedAt + limits.deadline;
  }

  instanceOf?(attempt?: A): string | undefined;
  /** Takes what the next attempt needs; `undefined` when there is nowhere to send it, which refuses the call. */
  protected abstract begin(number: number, isHedge: boolean, now: number): A | undefined;
  /** Sends it. May end it before returning. @returns how to abort it */
  protected abstract launch(attempt: A): Cancel | undefined;
  /** Gives back what an attempt has taken, and counts it. */
  protected countAttempt?(
    attempt: A,
    ending: AttemptEnding,
    error: unknown,
    now: number,
    verdict: Verdict | undefined,
  ): void;
  /** Counts the whole call. */
  protected countCall?(outcome: CallEnding, durationMs: number, now: number, error: unknown): void;
  protected abstract done(value: T | undefined): void;
  protected abstract failed(error: unknown): void;

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Sends the first attempt, or fails at once. Call it once. */
  start(): void {
    this.guards.budget?.deposit();
    this.proceed(this.startedAt);
  }

  /** The caller has lost interest. Safe at any time. @param reason what a function reads off its signal */
  cancel(reason?: unknown): void {
    if (!this.isSettled) this.settle(NEUTRAL, reason, this.runtime.clock.now());
  }

  proceed(now: number): void {
    const { gates, refuseLate } = this.guards;
    this.stop = undefined;
    for (let gate = gates[this.stage]; gate !== undefined; gate = gates[this.stage]) {
      this.stage += 1;
      if (!gate.enter(this, now)) return;
    }
    if (refuseLate?.(this, now) !== true) this.send(now, false);
  }

  hold(stop: Cancel): void {
    this.stop = stop;
  }

  refuse(by: RefusedBy, reason: string, error: unknown, now: number): void {
    this.listener?.heard({ type: 'refused', at: now, by, reason });
    this.settle(NEUTRAL, error, now, undefined, 'rejected');
    this.failed(error);
  }

  giveUp(verdict: Verdict, error: unknown, now: number, aborted?: AttemptEnding): void {
    if (this.isSettled) return;
    this.settle(verdict, error, now, aborted);
    this.failed(error);
  }

  send(now: number, isHedge: boolean): void {
    const attempt = this.begin(this.attempts + 1, isHedge, now);
    if (attempt === undefined) return;
    const { guards, limits } = this;
    this.attempts += 1;
    if (isHedge) {
      this.rival = attempt;
      guards.hedge?.sent(this, now);
    } else {
      this.running = attempt;
      guards.hedge?.plan(this, now);
    }
    const due = now + limits.timeout;
    // A deadline that comes first ends it anyway.
    if (due < this.deadlineAt) this.runtime.deadlines.set(attempt, due, now);
    const abort = this.launch(attempt);
    if (abort === undefined) return;
    // It may have been given up while it was being sent, before there was a way to abort it.
    if (this.isUnderWay(attempt)) attempt.abort = abort;
    else abort();
  }

  onDue(): void {
    this.guards.expired?.(this);
  }

  failAttempt(attempt: A, error: unknown, known?: Verdict, ending?: AttemptEnding): void {
    const { guards } = this;
    if (!this.remove(attempt)) return;
    const verdict = known ?? this.judge(error);
    const now = this.endAttempt(attempt, verdict, error, ending);
    if (ending === 'timeout') attempt.giveUp(error);
    // The one that still runs may do better.
    if (this.running !== undefined && verdict.retryable) return;
    this.stop?.();
    if (this.running === undefined && guards.again?.(this, verdict, now) === true) return;
    this.giveUp(verdict, error, now);
  }

  protected succeedAttempt(attempt: A, value: T): void {
    if (!this.remove(attempt)) return;
    const now = this.endAttempt(attempt, SUCCESS);
    this.settle(SUCCESS, undefined, now);
    this.done(value);
  }

  /** The attempt ended well, but nobody answered. */
  protected endWithoutAnswer(attempt: A): void {
    if (!this.remove(attempt)) return;
    const now = this.endAttempt(attempt, NEUTRAL);
    this.settle(NEUTRAL, undefined, now);
    this.done(undefined);
  }

  protected judge(error: unknown): Verdict {
    return this.guards.judge(error);
  }

  protected isUnderWay(attempt: A): boolean {
    return attempt === this.running || attempt === this.rival;
  }

  /** @returns epoch milliseconds */
  private endAttempt(
    attempt: A,
    verdict: Verdict,
    error?: unknown,
    ending: AttemptEnding = ENDINGS[verdict.outcome],
  ): number {
    const now = this.runtime.clock.now();
    this.countAttempt?.(attempt, ending, error, now, verdict);
    for (const watch of this.guards.watchers) watch(now - attempt.startedAt, verdict, now);
    return now;
  }

  /** @returns whether it was still under way: what comes from one that has ended is ignored */
  private remove(attempt: A): boolean {
    if (!this.isUnderWay(attempt)) return false;
    if (attempt === this.running) this.running = this.rival;
    this.rival = undefined;
    this.runtime.deadlines.unset(attempt);
    return true;
  }

  /** Ends it for good. @param aborted how the attempts count that are still under way */
  private settle(
    verdict: Verdict,
    error: unknown,
    now: number,
    aborted: AttemptEnding = 'cancelled',
    outcome: CallEnding = ENDINGS[verdict.outcome],
  ): void {
    this.isSettled = true;
    this.stop?.();
    for (let attempt = this.running; attempt !== undefined; attempt = this.running) {
      this.remove(attempt);
      this.countAttempt?.(attempt, aborted, error, now, undefined);
      attempt.giveUp(error);
    }
    this.countCall?.(outcome, now - this.startedAt, now, error);
    // From the inside out, and whoever gets a place begins at once: by then this call is over.
    for (let { stage } = this; stage > 0;)
      this.guards.gates[--stage]?.leave?.(this, verdict, error, now);
  }
}

/** How a whole call ended for its service. */
export type CallEnding = 'success' | 'failure' | 'rejected' | 'cancelled';

const SUCCESS: Verdict = { outcome: 'success', retryable: false };
const NEUTRAL: Verdict = { outcome: 'neutral', retryable: false };
const ENDINGS = { success: 'success', failure: 'failure', neutral: 'cancelled' } as const;
