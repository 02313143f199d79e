import type { BulkheadPermit } from '../bulkhead/admission';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel } from '../clock';
import type { BackoffState } from '../retry/decorrelated-jitter';
import type { AttemptInFlight, AttemptOwner } from './attempt-in-flight';
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
export abstract class GuardedCall<T, A extends AttemptInFlight>
  implements CallOnItsWay, AttemptOwner
{
  readonly startedAt: number;
  readonly deadlineAt: number;
  attempts = 0;
  listener: CallListener | undefined = undefined;

  permit: Permit | undefined = undefined;
  permittedAt = 0;
  place: BulkheadPermit | undefined = undefined;
  backoff: BackoffState | undefined = undefined;
  isHedged = false;

  dueAt = 0;
  slot = -1;

  private stage = 0;
  private isSettled = false;
  /** What is under way; `rival` only while a hedge is. */
  protected running: A | undefined = undefined;
  private rival: A | undefined = undefined;
  /** Ends the waiting at a gate, or what is planned. */
  private stop: Cancel | undefined = undefined;

  constructor(
    readonly guards: Guards,
    readonly limits: CallLimits,
    readonly runtime: CallRuntime,
  ) {
    this.startedAt = runtime.clock.now();
    this.deadlineAt = this.startedAt + limits.deadline;
  }

  instanceOf?(attempt?: A): string | undefined;
  /** Takes what the next attempt needs; `undefined` when there is nowhere to send it, which refuses the call. */
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

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Sends the first attempt, or fails at once. Call it once. */
  start(): void {
    this.guards.budget?.deposit();
    this.proceed(this.startedAt);
  }

  proceed(now: number): void {
    const { gates } = this.guards;
    this.stop = undefined;
    for (let gate = gates[this.stage]; gate !== undefined; gate = gates[this.stage]) {
      this.stage += 1;
      if (!gate.enter(this, now)) return;
    }
    this.send(now, false);
  }

  hold(stop: Cancel): void {
    this.stop = stop;
  }

  refuse(by: RefusedBy, reason: string, error: unknown, now: number): void {
    this.listener?.heard({ type: 'refused', at: now, by, reason });
    this.settle(NEUTRAL, error, now, 'rejected');
    this.failed(error);
  }

  /** The caller has lost interest. Safe at any time. @param reason what a function reads off its signal */
  cancel(reason?: unknown): void {
    if (this.isSettled) return;
    this.settle(NEUTRAL, reason, this.runtime.clock.now());
  }

  end(error: unknown, now: number): void {
    if (this.isSettled) return;
    // A call that only ever waited says nothing about the service.
    if (this.attempts === 0) this.refuse('deadline', 'its time was up while it waited', error, now);
    else {
      this.settle(FAILURE, error, now, 'failure', 'timeout');
      this.failed(error);
    }
  }

  plan(at: number, task: (now: number) => void): void {
    const { clock } = this.runtime;
    this.stop?.();
    this.stop = clock.schedule(at, () => {
      this.stop = undefined;
      task(clock.now());
    });
  }

  send(now: number, isHedge: boolean): boolean {
    const attempt = this.begin(this.attempts + 1, isHedge, now);
    if (attempt === undefined) return false;
    const { timeout, hedge } = this.guards;
    this.attempts += 1;
    if (isHedge) {
      this.rival = attempt;
      hedge?.sent(this, now);
    } else this.running = attempt;
    timeout?.start(this, attempt, now);
    if (!isHedge) hedge?.plan(this, now);
    const abort = this.launch(attempt);
    if (abort === undefined) return true;
    // It may have been given up while it was being sent, before there was a way to abort it.
    if (this.isUnderWay(attempt)) attempt.abort = abort;
    else abort();
    return true;
  }

  onDue(): void {
    this.guards.deadline?.(this);
  }

  attemptIsDue(attempt: AttemptInFlight): void {
    this.guards.timeout?.due(this, attempt);
  }

  protected isUnderWay(attempt: A): boolean {
    return attempt === this.running || attempt === this.rival;
  }

  protected succeedAttempt(attempt: A, value: T): void {
    if (!this.remove(attempt)) return;
    const now = this.runtime.clock.now();
    this.endAttempt(attempt, 'success', undefined, now, SUCCESS);
    this.settle(SUCCESS, undefined, now);
    this.done(value);
  }

  protected endWithoutAnswer(attempt: A): void {
    if (!this.remove(attempt)) return;
    const now = this.runtime.clock.now();
    this.countAttempt(attempt, 'cancelled', undefined, now, undefined);
    this.settle(NEUTRAL, undefined, now);
    this.done(undefined);
  }

  failAttempt(attempt: A, error: unknown, known?: Verdict, ending?: AttemptEnding): void {
    if (!this.remove(attempt)) return;
    const verdict = known ?? this.judge(error);
    const now = this.runtime.clock.now();
    this.endAttempt(attempt, ending ?? ENDINGS[verdict.outcome], error, now, verdict);
    if (ending === 'timeout') attempt.giveUp(error);
    // The one that still runs may do better.
    if (this.running !== undefined && verdict.retryable) return;
    this.stop?.();
    this.stop = undefined;
    if (this.running === undefined && this.guards.retry?.again(this, verdict, now) === true) return;
    this.settle(verdict, error, now);
    this.failed(error);
  }

  private endAttempt(
    attempt: A,
    ending: AttemptEnding,
    error: unknown,
    now: number,
    verdict: Verdict,
  ): void {
    this.countAttempt(attempt, ending, error, now, verdict);
    for (const watcher of this.guards.watchers) {
      watcher.attemptEnded(now - attempt.startedAt, verdict, now);
    }
  }

  /** @returns whether it was still under way: what comes from one that has ended is ignored */
  private remove(attempt: A): boolean {
    if (attempt === this.running) this.running = this.rival;
    else if (attempt !== this.rival) return false;
    this.rival = undefined;
    this.runtime.deadlines.unset(attempt);
    return true;
  }

  /** Ends it for good. @param aborted how the attempts count that are still under way */
  private settle(
    verdict: Verdict,
    error: unknown,
    now: number,
    outcome: CallEnding = ENDINGS[verdict.outcome],
    aborted: AttemptEnding = 'cancelled',
  ): void {
    this.isSettled = true;
    this.stop?.();
    for (let attempt = this.running; attempt !== undefined; attempt = this.running) {
      this.remove(attempt);
      this.countAttempt(attempt, aborted, error, now, undefined);
      attempt.giveUp(error);
    }
    this.countCall(outcome, now - this.startedAt, now, error);
    // From the inside out, and whoever gets a place begins at once: by then this call is over.
    const { gates } = this.guards;
    for (let stage = gates.length - 1; stage >= 0; stage--) {
      gates[stage]?.leave?.(this, verdict, error, now);
    }
  }
}

/** How a whole call ended for its service. */
export type CallEnding = 'success' | 'failure' | 'rejected' | 'cancelled';

const SUCCESS: Verdict = { outcome: 'success', retryable: false };
const FAILURE: Verdict = { outcome: 'failure', retryable: false };
const NEUTRAL: Verdict = { outcome: 'neutral', retryable: false };
const ENDINGS = { success: 'success', failure: 'failure', neutral: 'cancelled' } as const;
