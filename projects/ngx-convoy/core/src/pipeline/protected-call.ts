import type { Endpoint } from '../balancing/endpoint';
import type { Permit } from '../circuit-breaker/permit';
import type { Cancel } from '../clock';
import type { CallLimits } from './call-limits';
import {
  GuardedCall,
  type AttemptInFlight,
  type CallEnding,
  type CallRuntime,
} from './guarded-call';
import type { Attempt, AttemptEnding, Receiver, Transport, Verdict } from './transport';
import type { Upstream } from './upstream';

/** Hears how the call goes. After `done` or `failed`, nothing more comes. */
export interface CallObserver<T> {
  progress(value: T): void;
  done(value: T | undefined): void;
  failed(error: unknown): void;
  /** A repetition was wanted and refused, or is planned. For traces; both are rare. */
  noted?(what: string): void;
}

/** An attempt at an instance, and what it holds. */
interface InstanceAttempt extends Attempt, AttemptInFlight {
  readonly permit: Permit | undefined;
}

/** A call to an upstream: every attempt goes to an instance that is picked for it, and that its own breaker admits. */
export class ProtectedCall<T> extends GuardedCall<T, InstanceAttempt> implements Receiver<T> {
  private readonly tried: Endpoint[] = [];

  constructor(
    private readonly upstream: Upstream,
    limits: CallLimits,
    private readonly transport: Transport<T>,
    private readonly observer: CallObserver<T>,
    runtime: CallRuntime,
  ) {
    super(upstream.guards, limits, runtime);
  }

  progress(attempt: InstanceAttempt, value: T): void {
    if (this.isRunning(attempt)) this.observer.progress(value);
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

  /** The last instance is never ejected, so a single one needs no permit; nor does one that is called in panic. */
  protected begin(number: number, isHedge: boolean, now: number): InstanceAttempt | undefined {
    const { upstream, tried } = this;
    const endpoint = isHedge ? upstream.pickOther(now, tried) : upstream.pick(now, tried);
    if (endpoint === undefined) return undefined;
    if (!tried.includes(endpoint)) tried.push(endpoint);
    endpoint.inFlight += 1;
    const isAlone = upstream.endpoints.length < 2;
    const admission = isAlone ? undefined : endpoint.breaker.acquire(now);
    const permit = admission?.permitted === true ? admission : undefined;
    const panic = !isAlone && permit === undefined;
    return {
      number,
      endpoint,
      startedAt: now,
      panic,
      isHedge,
      permit,
      cancelTimeout: undefined,
      abort: undefined,
    };
  }

  protected launch(attempt: InstanceAttempt): Cancel {
    return this.transport.send(attempt, this);
  }

  protected judge(error: unknown): Verdict {
    return this.transport.judge(error);
  }

  protected countAttempt(
    attempt: InstanceAttempt,
    ending: AttemptEnding,
    error: unknown,
    now: number,
    verdict: Verdict | undefined,
  ): void {
    const { endpoint, permit, panic } = attempt;
    const duration = now - attempt.startedAt;
    endpoint.inFlight -= 1;
    if (ending === 'cancelled') {
      permit?.release();
      endpoint.traffic.record('cancelled', duration, now);
    } else if (ending === 'success') {
      permit?.succeed(duration, now);
      if (panic) endpoint.breaker.reset('it answered although it was taken out');
      endpoint.latency.observe(duration, now);
      endpoint.traffic.record('success', duration, now);
    } else {
      permit?.fail(error, duration, verdict?.retryAfter, now);
      endpoint.latency.observe(duration, now);
      endpoint.traffic.record('failure', duration, now);
    }
    this.transport.ended?.(attempt, ending, error, now);
  }

  protected countCall(outcome: CallEnding, durationMs: number, now: number, error: unknown): void {
    this.upstream.traffic.record(outcome, durationMs, now);
    this.upstream.counted(outcome === 'failure' ? error : undefined);
  }

  protected done(value: T | undefined): void {
    this.observer.done(value);
  }

  protected failed(error: unknown): void {
    this.observer.failed(error);
  }

  protected override noted(what: string): void {
    this.observer.noted?.(what);
  }

  protected override instanceOf({ endpoint }: InstanceAttempt): string {
    return endpoint.id;
  }
}
