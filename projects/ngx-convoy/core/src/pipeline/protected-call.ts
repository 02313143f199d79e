import type { Endpoint } from '../balancing/endpoint';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel } from '../clock';
import { NoInstanceError } from '../errors';
import { AttemptInFlight } from './attempt-in-flight';
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
class InstanceAttempt extends AttemptInFlight implements Attempt {
  constructor(
    call: CallOnItsWay,
    number: number,
    startedAt: number,
    readonly endpoint: Endpoint,
    readonly isHedge: boolean,
    readonly panic: boolean,
    readonly permit: Permit | undefined,
  ) {
    super(call, number, startedAt);
  }
}

/** A call to an upstream: every attempt goes to an instance that is picked for it, and that its own breaker admits. */
export class ProtectedCall<T> extends GuardedCall<T, InstanceAttempt> implements Receiver<T> {
  private readonly tried: Endpoint[] = [];
  private readonly affinity: string | undefined;

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
  }

  fail(attempt: InstanceAttempt, error: unknown): void {
    this.failAttempt(attempt, error);
  }

  finishWithoutAnswer(attempt: InstanceAttempt): void {
    this.endWithoutAnswer(attempt);
  }

  override instanceOf(attempt: InstanceAttempt | undefined = this.running): string | undefined {
    return attempt?.endpoint.id;
  }

  protected begin(number: number, isHedge: boolean, now: number): InstanceAttempt | undefined {
    const { tried, affinity } = this;
    const { instances } = this.upstream;
    const endpoint = isHedge
      ? instances.pickOther(now, tried, affinity)
      : instances.pick(now, tried, affinity);
    if (endpoint === undefined) {
      if (!isHedge) this.refuseWithoutInstance(now);
      return undefined;
    }
    if (!tried.includes(endpoint)) tried.push(endpoint);
    const panic = instances.isPanic(endpoint);
    const permit = instances.begin(endpoint, now);
    return new InstanceAttempt(this, number, now, endpoint, isHedge, panic, permit);
  }

  private refuseWithoutInstance(now: number): void {
    const error = new NoInstanceError({ service: this.upstream.name });
    this.refuse('balance', 'there is no instance', error, now);
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
    this.upstream.instances.settle(attempt, ending, error, verdict?.retryAfter, now);
    this.transport.ended?.(attempt, ending, error, now);
  }

  protected override countCall(
    outcome: CallEnding,
    durationMs: number,
    now: number,
    error: unknown,
  ): void {
    this.upstream.traffic.record(outcome, durationMs, now);
    this.upstream.counted(outcome === 'failure' ? error : undefined);
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
