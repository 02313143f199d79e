import type { BulkheadPermit } from '../bulkhead/admission';
import type { Origins } from '../bulkhead/origins';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel, Clock } from '../clock';
import type { Random } from '../random';
import type { BackoffState } from '../retry/decorrelated-jitter';
import type { RetryBudget } from '../retry/retry-budget';
import type { RecentLatency } from '../sketch/recent-latency';
import type { DeadlineTimer, Timed } from '../timeout/deadline-timer';
import type { AbortSignalLike } from './abort-signal';
import type { AttemptInFlight } from './attempt-in-flight';
import type { CallEvent, RefusedBy } from './call-event';
import type { CallLimits } from './call-limits';
import type { AttemptContext } from './function-attempt';
import { judgeError } from './judge-error';
import type { PipelineRuntime } from './pipeline';
import type { AttemptEnding, Verdict } from './transport';

/** The effects that a call needs, shared by all calls. */
export interface CallRuntime {
  readonly clock: Clock;
  readonly random: Random;
  /** All deadlines of all calls hang on one timer. */
  readonly deadlines: DeadlineTimer;
  /** Limits what is under way at an origin, whatever service it belongs to; without it there are no such limits. */
  readonly origins?: Origins | undefined;
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
  /** What ends its waiting, or what is planned for it, should it end before that. Takes the place of an earlier one. */
  hold(stop: Cancel): void;
  /** Ends it here, and nothing more is sent: our own refusal, which says nothing about the service. */
  refuse(by: RefusedBy, reason: string, error: unknown, now: number): void;
  /** Ends it with an error. What is in flight is aborted, and counts as `aborted` says; default `cancelled`. */
  giveUp(verdict: Verdict, error: unknown, now: number, aborted?: AttemptEnding): void;
  /** Sends an attempt; one more beside another when it is a hedge. */
  send(now: number, isHedge: boolean): void;
  /** An attempt has failed. `verdict` and `ending` are given when they are not for the judge to say. */
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

/** Learns from attempts how the service is. Aborted ones are not told. */
export type AttemptWatcher = (durationMs: number, verdict: Verdict, now: number) => void;

/** Decides about a second attempt beside a slow first one. */
export interface HedgeRule {
  /** An attempt is about to be sent. */
  plan(call: CallOnItsWay, now: number): void;
  /** A hedge is about to be sent. */
  sent(call: CallOnItsWay, now: number): void;
}

/** Executes a function without the engine, or leaves it to the engine by `undefined`. */
export type ShortWay = <T, S extends AbortSignalLike>(
  runtime: PipelineRuntime<S>,
  fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
) => Promise<T> | undefined;

function nothing(): number {
  return 0;
}

/**
 * What stands between calls and their backend. What is `undefined` lets everything pass.
 *
 * One for all calls of a pipeline or a service; policies write themselves in when they are composed.
 */
export class Guards {
  /** What errors call whatever is guarded. */
  name = 'call';
  /** What a call may do that asks for nothing else. */
  limits: CallLimits = { idempotent: true, timeout: Infinity, deadline: Infinity, retries: 0 };
  /** Outermost first. */
  readonly gates: Gate[] = [];
  readonly watchers: AttemptWatcher[] = [];
  /** What all repetitions are paid from, whoever makes them: retry, hedge, replay. */
  budget: RetryBudget | undefined = undefined;
  /** What an error says about the service. */
  judge: (error: unknown) => Verdict = judgeError;
  /** Whether a result is good; one that is not has failed its attempt by then. */
  examine:
    ((call: CallOnItsWay, attempt: AttemptInFlight, result: unknown) => boolean) | undefined =
    undefined;
  /** Plans what follows a failed attempt. @returns whether there is to be a further one */
  again: ((call: CallOnItsWay, verdict: Verdict, now: number) => boolean) | undefined = undefined;
  hedge: HedgeRule | undefined = undefined;
  /** The time of an attempt is up. */
  overdue: ((call: CallOnItsWay, attempt: AttemptInFlight) => void) | undefined = undefined;
  /** The time of a call is up. */
  expired: ((call: CallOnItsWay) => void) | undefined = undefined;
  /** A shorter way for a policy that is alone, if it has one and can take it just now. */
  alone: ShortWay | undefined = undefined;
  /** How long the good attempts of late took; there once somebody asks. */
  latency: RecentLatency | undefined = undefined;
  /** Milliseconds that half of the attempts take, when nothing is to be begun that has less time; else 0. */
  needed: (now: number) => number = nothing;
  /** Refuses a call that has waited until it is too late to send anything. @returns whether it did */
  refuseLate: ((call: CallOnItsWay, now: number) => boolean) | undefined = undefined;
  /** Hears of every call, unless a call has a listener of its own. */
  listener: CallListener | undefined = undefined;
  /** Answers in the place of a call that has failed. */
  fallback: ((failure: unknown) => unknown) | undefined = undefined;
}
