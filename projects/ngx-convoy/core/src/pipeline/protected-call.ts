import type { Endpoint } from '../balancing/endpoint';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel, Clock } from '../clock';
import {
  AttemptTimeoutError,
  CircuitOpenError,
  DeadlineExceededError,
  NoInstanceError,
} from '../errors';
import type { Random } from '../random';
import { fullJitter } from '../retry/full-jitter';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type { Attempt, AttemptEnding, Receiver, Transport, Verdict } from './transport';
import type { Upstream } from './upstream';

/** What one call may ask for, beside its service's options. */
export interface CallLimits {
  /** Whether sending it twice does no harm; only then is it repeated. */
  readonly idempotent: boolean;
  /** Milliseconds for one attempt. */
  readonly timeout: number;
  /** Milliseconds for the whole call. */
  readonly deadline: number;
  /** Further attempts after the first. */
  readonly retries: number;
}

/** The effects that a call needs, shared by all calls. */
export interface CallRuntime {
  readonly clock: Clock;
  readonly random: Random;
  /** All deadlines of all calls hang on one timer. */
  readonly deadlines: DeadlineTimer;
}

/** Hears how the call goes. After `done` or `failed`, nothing more comes. */
export interface CallObserver<T> {
  progress(value: T): void;
  done(value: T | undefined): void;
  failed(error: unknown): void;
  /** A repetition was wanted and refused, or is planned. For traces; both are rare. */
  noted?(what: string): void;
}

const TIMEOUT_VERDICT: Verdict = { outcome: 'failure', retryable: true };

/**
 * One call through the house, from its service's breaker to the answer of an instance:
 * deadline > service breaker > retry (budgeted) > [attempt: balance > instance breaker > timeout > transport].
 *
 * A callback state machine without promises or streams, so that the promise skin and the RxJS skin share it.
 * Cancelling it aborts what is in flight, frees every permit and counts for nothing.
 */
export class ProtectedCall<T> implements Receiver<T> {
  private settled = false;
  private callPermit: Permit | undefined;
  private cancelDeadline: Cancel | undefined;
  private cancelBackoff: Cancel | undefined;

  // The attempt in flight.
  private attempt: Attempt | undefined;
  private attemptPermit: Permit | undefined;
  private panic = false;
  private cancelTimeout: Cancel | undefined;
  private abortSend: Cancel | undefined;

  private readonly startedAt: number;
  private readonly tried: Endpoint[] = [];
  private attempts = 0;

  constructor(
    private readonly upstream: Upstream,
    private readonly limits: CallLimits,
    private readonly transport: Transport<T>,
    private readonly observer: CallObserver<T>,
    private readonly runtime: CallRuntime,
  ) {
    this.startedAt = runtime.clock.now();
  }

  /** Sends the first attempt, or fails at once. Call it once. */
  start(): void {
    const { upstream, startedAt } = this;
    upstream.budget.deposit();
    const admission = upstream.breaker.acquire(startedAt);
    if (!admission.permitted) {
      upstream.traffic.record('rejected', 0, startedAt);
      const { retryAt, reason } = admission;
      this.settle();
      this.observer.failed(new CircuitOpenError({ service: upstream.name, retryAt }, reason));
      return;
    }
    this.callPermit = admission;
    this.cancelDeadline = this.runtime.deadlines.add(startedAt + this.limits.deadline, () => {
      this.exceedDeadline();
    });
    this.send(startedAt);
  }

  /** The caller has lost interest. Aborts, frees, counts for nothing. Safe at any time. */
  cancel(): void {
    if (this.settled) return;
    const now = this.runtime.clock.now();
    this.endAttempt('cancelled', undefined, now);
    this.callPermit?.release();
    this.upstream.traffic.record('cancelled', now - this.startedAt, now);
    this.settle();
  }

  progress(attempt: Attempt, value: T): void {
    if (attempt === this.attempt) this.observer.progress(value);
  }

  succeed(attempt: Attempt, value: T): void {
    if (attempt !== this.attempt) return;
    const now = this.runtime.clock.now();
    this.endAttempt('success', undefined, now);
    this.finish('success', now);
    this.observer.done(value);
  }

  finishWithoutAnswer(attempt: Attempt): void {
    if (attempt !== this.attempt) return;
    const now = this.runtime.clock.now();
    this.endAttempt('cancelled', undefined, now);
    this.callPermit?.release();
    this.settle();
    this.observer.done(undefined);
  }

  fail(attempt: Attempt, error: unknown): void {
    if (attempt !== this.attempt) return;
    this.failAttempt(error, this.transport.judge(error), 'failure');
  }

  private send(now: number): void {
    const { upstream } = this;
    const endpoint = upstream.pick(now, this.tried);
    if (endpoint === undefined) {
      this.callPermit?.release();
      this.settle();
      this.observer.failed(new NoInstanceError({ service: upstream.name }));
      return;
    }
    this.attempts += 1;
    if (!this.tried.includes(endpoint)) this.tried.push(endpoint);
    endpoint.inFlight += 1;
    this.admit(endpoint, now);
    const attempt: Attempt = {
      number: this.attempts,
      endpoint,
      startedAt: now,
      panic: this.panic,
    };
    this.attempt = attempt;
    if (now + this.limits.timeout < this.startedAt + this.limits.deadline) {
      this.cancelTimeout = this.runtime.deadlines.add(now + this.limits.timeout, () => {
        this.exceedTimeout(attempt);
      });
    }
    const abort = this.transport.send(attempt, this);
    // An answer may have come while sending, and even another attempt may have begun.
    if (this.attempt === attempt) this.abortSend = abort;
  }

  /** The last instance is never ejected, so a single one needs no permit; nor does one that is called in panic. */
  private admit(endpoint: Endpoint, now: number): void {
    const isAlone = this.upstream.endpoints.length < 2;
    const admission = isAlone ? undefined : endpoint.breaker.acquire(now);
    this.attemptPermit = admission?.permitted === true ? admission : undefined;
    this.panic = !isAlone && this.attemptPermit === undefined;
  }

  private exceedTimeout(attempt: Attempt): void {
    if (this.attempt !== attempt) return;
    const { timeout } = this.limits;
    const details = { service: this.upstream.name, instance: attempt.endpoint.id };
    this.failAttempt(new AttemptTimeoutError(details, timeout), TIMEOUT_VERDICT, 'timeout');
  }

  private exceedDeadline(): void {
    if (this.settled) return;
    const now = this.runtime.clock.now();
    const instance = this.attempt?.endpoint.id;
    const details = { service: this.upstream.name, instance };
    const error = new DeadlineExceededError(details, this.limits.deadline);
    this.endAttempt('timeout', error, now);
    this.finish('failure', now, error);
    this.observer.failed(error);
  }

  private failAttempt(error: unknown, verdict: Verdict, ending: AttemptEnding): void {
    const now = this.runtime.clock.now();
    const answered = verdict.outcome === 'success';
    this.endAttempt(answered ? 'success' : ending, error, now, verdict);

    const wait = this.waitBeforeRetry(verdict, now);
    if (wait === undefined) {
      this.finish(verdict.outcome, now, error, verdict.retryAfter);
      this.observer.failed(error);
      return;
    }
    this.observer.noted?.(`attempt ${this.attempts + 1} in ${Math.round(wait)} ms`);
    this.cancelBackoff = this.runtime.clock.schedule(now + wait, () => {
      this.cancelBackoff = undefined;
      if (!this.settled) this.send(this.runtime.clock.now());
    });
  }

  /** Milliseconds until the next attempt; `undefined` when there is to be none. */
  private waitBeforeRetry(verdict: Verdict, now: number): number | undefined {
    if (!verdict.retryable || !this.limits.idempotent || this.attempts > this.limits.retries) {
      return undefined;
    }
    const { upstream, runtime } = this;
    const jittered = fullJitter(this.attempts, upstream.options.retry, runtime.random);
    const wait = Math.max(jittered, verdict.retryAfter ?? 0);
    if (now + wait >= this.startedAt + this.limits.deadline) {
      this.observer.noted?.('no further attempt: the deadline leaves no time for one');
      return undefined;
    }
    if (!upstream.budget.withdraw(now)) {
      this.observer.noted?.('no further attempt: the retry budget is spent');
      return undefined;
    }
    return wait;
  }

  /** Gives back what the attempt in flight holds, and counts it for its instance. */
  private endAttempt(ending: AttemptEnding, error: unknown, now: number, verdict?: Verdict): void {
    const { attempt } = this;
    this.cancelBackoff?.();
    this.cancelBackoff = undefined;
    if (attempt === undefined) return;
    this.attempt = undefined;
    this.cancelTimeout?.();
    this.cancelTimeout = undefined;
    const abort = this.abortSend;
    this.abortSend = undefined;

    const { endpoint } = attempt;
    const duration = now - attempt.startedAt;
    endpoint.inFlight -= 1;
    const counted = verdict?.outcome === 'neutral' ? 'cancelled' : ending;
    if (counted === 'cancelled') {
      this.attemptPermit?.release();
      endpoint.traffic.record('cancelled', duration, now);
    } else if (counted === 'success') {
      this.attemptPermit?.succeed(duration, now);
      if (this.panic) endpoint.breaker.reset('it answered although it was taken out');
      endpoint.latency.observe(duration, now);
      endpoint.traffic.record('success', duration, now);
    } else {
      this.attemptPermit?.fail(error, duration, verdict?.retryAfter, now);
      endpoint.latency.observe(duration, now);
      endpoint.traffic.record('failure', duration, now);
    }
    this.attemptPermit = undefined;
    this.transport.ended?.(attempt, counted, error, now);
    if (ending === 'cancelled' || ending === 'timeout') abort?.();
  }

  /** Counts the whole call for its service. */
  private finish(
    outcome: Verdict['outcome'],
    now: number,
    error?: unknown,
    retryAfter?: number,
  ): void {
    const duration = now - this.startedAt;
    if (outcome === 'success') this.callPermit?.succeed(duration, now);
    else if (outcome === 'failure') this.callPermit?.fail(error, duration, retryAfter, now);
    else this.callPermit?.release();
    const counted = outcome === 'neutral' ? 'cancelled' : outcome;
    this.upstream.traffic.record(counted, duration, now);
    this.settle();
  }

  private settle(): void {
    this.settled = true;
    this.cancelDeadline?.();
    this.cancelDeadline = undefined;
    this.upstream.counted();
  }
}
