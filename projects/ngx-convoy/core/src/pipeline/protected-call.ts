import type { Endpoint } from '../balancing/endpoint';
import type { BulkheadOutcome, BulkheadPermit } from '../bulkhead/admission';
import type { MeteredBulkhead } from '../bulkhead/metered-bulkhead';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel } from '../clock';
import { NoInstanceError } from '../errors';
import { TimedAttempt } from './attempt-in-flight';
import type { RefusedBy } from './call-event';
import type { ServiceCallLimits } from './call-limits';
import { GuardedCall, type CallEnding } from './guarded-call';
import type { CallListener, CallOnItsWay, CallRuntime } from './guards';
import type { Attempt, AttemptEnding, Receiver, Transport, Verdict } from './transport';
import type { Upstream } from './upstream';

/** Hears how the call goes. After `done` or `failed`, nothing more comes. */
export interface CallObserver<T> extends Partial<CallListener> {
  progress(value: T): void;
  done(value: T | undefined): void;
  failed(error: unknown): void;
}

/** An attempt at an instance, and what it holds. */
class InstanceAttempt extends TimedAttempt implements Attempt {
  constructor(
    call: CallOnItsWay,
    number: number,
    startedAt: number,
    readonly endpoint: Endpoint,
    readonly isHedge: boolean,
    readonly panic: boolean,
    readonly permit: Permit | undefined,
    /** At the origin of the instance. */
    readonly place: BulkheadPermit | undefined,
  ) {
    super(call, number, startedAt);
  }

  override giveUp(reason: unknown): void {
    super.giveUp(reason);
    this.place?.release();
  }
}

/** A call to an upstream: every attempt goes to an instance that is picked for it, and that its own breaker admits. */
export class ProtectedCall<T> extends GuardedCall<T, InstanceAttempt> implements Receiver<T> {
  private readonly tried: Endpoint[] = [];
  private readonly affinity: string | undefined;
  /** A place for the next attempt, while it is being made. */
  private held: { readonly origin: MeteredBulkhead; readonly place: BulkheadPermit } | undefined =
    undefined;
  private last: { readonly error: unknown; readonly verdict: Verdict } | undefined = undefined;

  constructor(
    private readonly upstream: Upstream,
    limits: ServiceCallLimits,
    private readonly transport: Transport<T>,
    private readonly observer: CallObserver<T>,
    runtime: CallRuntime,
  ) {
    super(upstream.guards, limits, runtime);
    this.affinity = limits.affinity;
    if (hears(observer)) this.listener = observer;
  }

  progress(attempt: InstanceAttempt, value: T): void {
    if (this.isUnderWay(attempt)) this.observer.progress(value);
  }

  succeed(attempt: InstanceAttempt, value: T): void {
    this.succeedAttempt(attempt, value);
    attempt.place?.release();
  }

  fail(attempt: InstanceAttempt, error: unknown): void {
    this.failAttempt(attempt, error);
    attempt.place?.release();
  }

  finishWithoutAnswer(attempt: InstanceAttempt): void {
    this.endWithoutAnswer(attempt);
    attempt.place?.release();
  }

  override instanceOf(attempt: InstanceAttempt | undefined = this.running): string | undefined {
    return attempt?.endpoint.id;
  }

  protected begin(number: number, isHedge: boolean, now: number): InstanceAttempt | undefined {
    const { tried } = this;
    const { instances } = this.upstream;
    const { origins } = this.runtime;
    const endpoint = this.pick(isHedge, now);
    const origin = endpoint && origins?.at(endpoint.url);
    const place = this.takeHeld(origin) ?? origin?.tryAcquire();
    if (endpoint === undefined) {
      if (!isHedge) {
        const error = new NoInstanceError({ service: this.upstream.name });
        this.endUnsent('balance', 'there is no instance', error, now);
      }
      return undefined;
    }
    if (origin !== undefined && place === undefined) {
      if (isHedge) this.listener?.heard({ type: 'no-hedge', at: now, reason: 'origin' });
      else this.waitAt(origin, endpoint, now);
      return undefined;
    }
    if (!tried.includes(endpoint)) tried.push(endpoint);
    const panic = instances.isPanic(endpoint);
    const permit = instances.begin(endpoint, now);
    return new InstanceAttempt(this, number, now, endpoint, isHedge, panic, permit, place);
  }

  /**
   * The instance that is picked; or another fit one whose origin has a place, when that of the first has none. A call that
   * sticks to its instance waits for it.
   */
  private pick(isHedge: boolean, now: number): Endpoint | undefined {
    const { tried, affinity } = this;
    const { instances } = this.upstream;
    const picked = isHedge
      ? instances.pickOther(now, tried, affinity)
      : instances.pick(now, tried, affinity);
    if (picked === undefined || affinity !== undefined || this.hasRoom(picked)) return picked;
    const crowded = instances.all.filter((endpoint) => !this.hasRoom(endpoint));
    return instances.pickOther(now, [...tried, ...crowded]) ?? picked;
  }

  private hasRoom({ url }: Endpoint): boolean {
    const origin = this.runtime.origins?.at(url);
    return origin === undefined || origin === this.held?.origin || origin.hasRoom;
  }

  /** What it has waited for; given back when it is for another origin after all. */
  private takeHeld(origin: MeteredBulkhead | undefined): BulkheadPermit | undefined {
    const { held } = this;
    this.held = undefined;
    if (held === undefined || held.origin === origin) return held?.place;
    held.place.release();
    return undefined;
  }

  private waitAt(origin: MeteredBulkhead, { id, latency }: Endpoint, since: number): void {
    const { runtime, limits, deadlineAt: deadline } = this;
    const settled = (outcome: BulkheadOutcome): void => {
      const at = runtime.clock.now();
      if (outcome.permitted) {
        this.held = { origin, place: outcome };
        this.listener?.heard({ type: 'admitted', at, waitedMs: at - since });
        // Its waiting is no slowness of the service.
        this.permittedAt += at - since;
        this.send(at, false);
      } else if (at >= deadline) this.onDue();
      else {
        const error = origin.errorOf(outcome, { service: this.guards.name, instance: id });
        this.endUnsent('origin', outcome.reason, error, at);
      }
    };
    const request = { priority: limits.priority, deadline, estimate: latency.value };
    const admission = origin.acquire(request, settled);
    if (admission.waiting) {
      this.hold(() => {
        admission.cancel();
      });
      this.listener?.heard({ type: 'queued', at: since, by: 'origin' });
    } else settled(admission);
  }

  /** Only a call of which nothing was sent is refused: one that was sent has failed with what it got. */
  private endUnsent(by: RefusedBy, reason: string, error: unknown, now: number): void {
    const { last } = this;
    if (last === undefined) this.refuse(by, reason, error, now);
    else this.giveUp(last.verdict, last.error, now);
  }

  protected launch(attempt: InstanceAttempt): Cancel {
    return this.transport.send(attempt, this);
  }

  protected override judge(error: unknown): Verdict {
    return this.transport.judge(error);
  }

  protected override countAttempt(
    attempt: InstanceAttempt,
    ending: AttemptEnding,
    error: unknown,
    now: number,
    verdict: Verdict | undefined,
  ): void {
    if (verdict !== undefined && ending !== 'success') this.last = { error, verdict };
    this.upstream.instances.settle(attempt, ending, error, verdict?.retryAfter, now);
    this.transport.ended?.(attempt, ending, error, now);
  }

  protected override countCall(
    outcome: CallEnding,
    durationMs: number,
    now: number,
    error: unknown,
  ): void {
    this.upstream.count(outcome, durationMs, now, error, this.attempts);
  }

  protected done(value: T | undefined): void {
    this.observer.done(value);
  }

  protected failed(error: unknown): void {
    this.observer.failed(error);
  }
}

function hears(observer: Partial<CallListener>): observer is CallListener {
  return observer.heard !== undefined;
}
