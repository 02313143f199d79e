import { GuardedCall, type AttemptInFlight, type Cancel, type Pipeline } from 'ngx-convoy/core';
import {
  defer,
  from,
  isObservable,
  Observable,
  Subscriber,
  type MonoTypeOperatorFunction,
  type Unsubscribable,
} from 'rxjs';

/**
 * Puts a source under the policies of a pipeline, as one operator.
 *
 * Each attempt subscribes to the source anew; it succeeds when the source completes. Values are handed on as they come,
 * so a source that fails half-way is repeated from its beginning. Unsubscribing ends everything at once. A fallback may
 * answer with a value, a promise or an observable.
 *
 * @usageNotes
 * ```ts
 * const careful = pipeline(inject(PIPELINE_RUNTIME), withBreaker(), withRetry(), withTimeout(2_000));
 * source.pipe(guarded(careful)).subscribe(...);
 * ```
 */
export function guarded<T>(pipeline: Pipeline<AbortSignal>): MonoTypeOperatorFunction<T> {
  return (source) =>
    new Observable((subscriber) => {
      const call = new StreamCall(pipeline, source, subscriber);
      call.start();
      return call;
    });
}

/** One subscription under the policies of a pipeline, and what ends it. */
class StreamCall<T> extends GuardedCall<void, StreamAttempt<T>> implements Unsubscribable {
  constructor(
    { guards, runtime }: Pipeline<AbortSignal>,
    private readonly source: Observable<T>,
    readonly subscriber: Subscriber<T>,
  ) {
    super(guards, guards.limits, runtime);
  }

  unsubscribe(): void {
    this.cancel();
  }

  succeed(attempt: StreamAttempt<T>): void {
    this.succeedAttempt(attempt, undefined);
  }

  protected begin(number: number, _isHedge: boolean, now: number): StreamAttempt<T> {
    return new StreamAttempt(this, number, now);
  }

  protected launch(attempt: StreamAttempt<T>): undefined {
    this.source.subscribe(attempt);
  }

  protected done(): void {
    this.subscriber.complete();
  }

  protected failed(error: unknown): void {
    const { subscriber, guards } = this;
    const { fallback } = guards;
    if (fallback === undefined) subscriber.error(error);
    else subscriber.add(defer(() => answerOf<T>(fallback(error))).subscribe(subscriber));
  }
}

/**
 * One subscription to the source. It is the subscriber itself: an observer would be wrapped in two more objects, which costs
 * as much as all policies together.
 */
class StreamAttempt<T> extends Subscriber<T> implements AttemptInFlight {
  dueAt = 0;
  slot = -1;
  abort: Cancel | undefined = undefined;

  constructor(
    readonly call: StreamCall<T>,
    readonly number: number,
    readonly startedAt: number,
  ) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to be a subscriber
    super();
  }

  onDue(): void {
    const { call } = this;
    call.guards.overdue?.(call, this);
  }

  override next(value: T): void {
    if (!this.closed) this.call.subscriber.next(value);
  }

  override error(error: unknown): void {
    if (this.closed) return;
    this.call.failAttempt(this, error);
    this.unsubscribe();
  }

  override complete(): void {
    if (this.closed) return;
    this.call.succeed(this);
    this.unsubscribe();
  }

  giveUp(): void {
    this.unsubscribe();
  }
}

/** What a fallback gave, as a stream: it is one, or a promise, or the value itself. */
function answerOf<T>(answer: unknown): Observable<T> {
  return (isObservable(answer) ? answer : from(Promise.resolve(answer))) as Observable<T>;
}
