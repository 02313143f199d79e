import { AttemptInFlight, GuardedCall, type Cancel, type Pipeline } from 'ngx-convoy/core';
import {
  defer,
  from,
  isObservable,
  Observable,
  type MonoTypeOperatorFunction,
  type Subscriber,
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
      return () => {
        call.cancel();
      };
    });
}

/** One subscription under the policies of a pipeline. */
class StreamCall<T> extends GuardedCall<void, AttemptInFlight> {
  constructor(
    { guards, runtime }: Pipeline<AbortSignal>,
    private readonly source: Observable<T>,
    private readonly subscriber: Subscriber<T>,
  ) {
    super(guards, guards.limits, runtime);
  }

  protected begin(number: number, _isHedge: boolean, now: number): AttemptInFlight {
    return new AttemptInFlight(this, number, now);
  }

  protected launch(attempt: AttemptInFlight): Cancel {
    const subscription = this.source.subscribe({
      next: (value) => {
        if (this.isUnderWay(attempt)) this.subscriber.next(value);
      },
      error: (error: unknown) => {
        this.failAttempt(attempt, error);
      },
      complete: () => {
        this.succeedAttempt(attempt, undefined);
      },
    });
    return () => {
      subscription.unsubscribe();
    };
  }

  protected done(): void {
    this.subscriber.complete();
  }

  protected failed(error: unknown): void {
    const { fallback } = this.guards;
    if (fallback === undefined) this.subscriber.error(error);
    else this.subscriber.add(defer(() => answerOf<T>(fallback(error))).subscribe(this.subscriber));
  }
}

/** What a fallback gave, as a stream: it is one, or a promise, or the value itself. */
function answerOf<T>(answer: unknown): Observable<T> {
  return (isObservable(answer) ? answer : from(Promise.resolve(answer))) as Observable<T>;
}
