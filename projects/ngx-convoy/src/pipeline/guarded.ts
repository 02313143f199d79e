import {
  GuardedCall,
  type AbortSignalLike,
  type AttemptInFlight,
  type Cancel,
  type Pipeline,
  type Verdict,
} from 'ngx-convoy/core';
import { Observable, type MonoTypeOperatorFunction, type Subscriber } from 'rxjs';

/**
 * Puts a source under the policies of a pipeline, as one operator.
 *
 * Each attempt subscribes to the source anew; it succeeds when the source completes. Values are handed on as they come,
 * so a source that fails half-way is repeated from its beginning. Unsubscribing ends everything at once.
 *
 * @usageNotes
 * ```ts
 * const careful = new Pipeline({ breaker: {}, retry: { attempts: 2 }, timeout: 2_000 }, runtime);
 * source.pipe(guarded(careful)).subscribe(...);
 * ```
 */
export function guarded<T, S extends AbortSignalLike>(
  pipeline: Pipeline<S>,
): MonoTypeOperatorFunction<T> {
  return (source) =>
    new Observable((subscriber) => {
      const call = new StreamCall(pipeline, source, subscriber);
      call.start();
      return () => {
        call.cancel();
      };
    });
}

const FAILURE: Verdict = { outcome: 'failure', retryable: true };

/** One subscription under the policies of a pipeline. */
class StreamCall<T, S extends AbortSignalLike> extends GuardedCall<void, AttemptInFlight> {
  constructor(
    private readonly pipeline: Pipeline<S>,
    private readonly source: Observable<T>,
    private readonly subscriber: Subscriber<T>,
  ) {
    super(pipeline.guards, pipeline.limits, pipeline.runtime);
  }

  protected begin(number: number, _isHedge: boolean, now: number): AttemptInFlight {
    return {
      number,
      startedAt: now,
      cancelTimeout: undefined,
      abort: undefined,
    };
  }

  protected launch(attempt: AttemptInFlight): Cancel {
    const subscription = this.source.subscribe({
      next: (value) => {
        if (this.isRunning(attempt)) this.subscriber.next(value);
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

  protected judge(error: unknown): Verdict {
    return this.pipeline.options.judge?.(error) ?? FAILURE;
  }

  protected countAttempt(): void {
    // Streams have no instances to count for.
  }

  protected countCall(): void {
    // The breaker has counted; there is nothing else to count for.
  }

  protected done(): void {
    this.subscriber.complete();
  }

  protected failed(error: unknown): void {
    this.subscriber.error(error);
  }
}
