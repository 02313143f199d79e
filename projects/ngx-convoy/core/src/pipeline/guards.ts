import type { BulkheadPermit } from '../bulkhead/admission';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel, Clock } from '../clock';
import type { Random } from '../random';
import type { BackoffState } from '../retry/decorrelated-jitter';
import type { RetryBudget } from '../retry/retry-budget';
import type { DeadlineTimer, Timed } from '../timeout/deadline-timer';
import type { AttemptInFlight } from './attempt-in-flight';
import type { CallEvent, RefusedBy } from './call-event';
import type { CallLimits } from './call-limits';
import { judgeError } from './judge-error';
import type { AttemptEnding, Verdict } from './transport';

/** The effects that a call needs, shared by all calls. */
export interface CallRuntime {
  readonly clock: Clock;
  readonly random: Random;
  /** All deadlines of all calls hang on one timer. */
  readonly deadlines: DeadlineTimer;
}

/** Hears what is decided on the way of a call. Events are made only for calls that have one. */
export interface CallListener {
  heard(event: CallEvent): void;
}

/** A call as its policies see it. */
export interface CallOnItsWay extends Timed {
  readonly guards: Guards;
  readonly limits: CallLimits;
  readonly runtime: CallRuntime;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds; `Infinity` without a deadline. */
  readonly deadlineAt: number;
  /** Attempts that were sent so far. */
  readonly attempts: number;
  /** Whether an attempt is under way. */
  readonly isRunning: boolean;
  readonly listener: CallListener | undefined;

  /** What it holds of a breaker, and since when; given back when it ends. */
  permit: Permit | undefined;
  permittedAt: number;
  /** What it holds of a bulkhead; given back when it ends. */
  place: BulkheadPermit | undefined;
  /** What its backoff remembers. */
  backoff: BackoffState | undefined;
  /** Whether it has been hedged: once is enough. */
  isHedged: boolean;

  /** Goes on: through the gates that are still before it to its first attempt. */
  proceed(now: number): void;
  /** Keeps it where it is, until somebody goes on with it. `stop` ends the waiting when the call ends before that. */
  hold(stop: Cancel): void;
  /** Ends it here, and nothing is sent: our own refusal, which says nothing about the service. */
  refuse(by: RefusedBy, reason: string, error: unknown, now: number): void;
  /** Ends it from outside, as a failure, and aborts what is in flight. */
  end(error: unknown, now: number): void;
  /** Does something later, unless the call ends before that. Takes the place of what was planned. */
  plan(at: number, task: (now: number) => void): void;
  /** Sends an attempt; one more beside another when it is a hedge. @returns whether there was somewhere to send it */
  send(now: number, isHedge: boolean): boolean;
  /** An attempt has failed without an answer of the service. */
  failAttempt(
    attempt: AttemptInFlight,
    error: unknown,
    verdict?: Verdict,
    ending?: AttemptEnding,
  ): void;
  /** The instance of an attempt, or of the one under way, where there are instances. */
  instanceOf?(attempt?: AttemptInFlight): string | undefined;
}

/** What a call passes, once, before its first attempt. */
export interface Gate {
  /** @returns whether the call goes on at once. Else it waits, and `proceed` lets it go on; or it was refused */
  enter(call: CallOnItsWay, now: number): boolean;
  /** The call has ended, whether it came this far or not: what it took here is given back. */
  leave?(call: CallOnItsWay, verdict: Verdict, error: unknown, now: number): void;
}

/** What happens to an attempt beside being sent. */
export interface AttemptRule {
  start(call: CallOnItsWay, attempt: AttemptInFlight, now: number): void;
  due(call: CallOnItsWay, attempt: AttemptInFlight): void;
}

/** Learns from attempts how the service is. Aborted ones are not told. */
export interface AttemptWatcher {
  attemptEnded(durationMs: number, verdict: Verdict, now: number): void;
}

/** Decides what follows a failed attempt. */
export interface RetryRule {
  /** Plans a further attempt. @returns whether there is to be one */
  again(call: CallOnItsWay, verdict: Verdict, now: number): boolean;
}

/** Decides about a second attempt beside a slow first one. */
export interface HedgeRule {
  plan(call: CallOnItsWay, now: number): void;
  /** It is about to be sent. */
  sent(call: CallOnItsWay, now: number): void;
}

/**
 * What stands between calls and their backend. What is `undefined` lets everything pass.
 *
 * One for all calls of a pipeline or a service; policies write themselves in when they are composed.
 */
export class Guards {
  /** Outermost first. */
  readonly gates: Gate[] = [];
  readonly watchers: AttemptWatcher[] = [];
  /** What all repetitions are paid from, whoever makes them: retry, hedge, replay. */
  budget: RetryBudget | undefined = undefined;
  retry: RetryRule | undefined = undefined;
  hedge: HedgeRule | undefined = undefined;
  timeout: AttemptRule | undefined = undefined;
  /** Called when the call's own time is up. */
  deadline: ((call: CallOnItsWay) => void) | undefined = undefined;
  fallback: ((error: unknown) => unknown) | undefined = undefined;
  /** What an error says about the service. */
  judge: (error: unknown) => Verdict = judgeError;
  /** What a result says, where results are looked at: `undefined` or `success` for a good one. */
  examine: ((result: unknown) => Verdict | undefined) | undefined = undefined;
  /** What a call may do that asks for nothing else. */
  limits: CallLimits = { idempotent: true, timeout: Infinity, deadline: Infinity, retries: 0 };

  /** @param name what errors call whatever is guarded */
  constructor(public name: string) {}
}
