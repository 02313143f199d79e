import type { Cancel } from '../clock';
import type { AbortSignalLike } from './abort-signal';
import type { CallLimits } from './call-limits';
import { FunctionAttempt, type AttemptContext } from './function-attempt';
import { GuardedCall } from './guarded-call';
import type { Guards } from './guards';
import type { PipelineRuntime } from './pipeline';

/** One execution of a function under the policies of a pipeline. */
export class FunctionCall<T, S extends AbortSignalLike> extends GuardedCall<T, FunctionAttempt<S>> {
  private stopListening: Cancel | undefined = undefined;

  constructor(
    guards: Guards,
    limits: CallLimits,
    override readonly runtime: PipelineRuntime<S>,
    private readonly fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    private readonly resolve: (value: T) => void,
    private readonly reject: (reason: unknown) => void,
  ) {
    super(guards, limits, runtime);
  }

  /** Starts, unless `signal` is aborted already; and settles at once when it will be. */
  startFor(signal: S): void {
    const abort = (): void => {
      this.cancel(signal.reason);
      this.reject(signal.reason);
    };
    if (signal.aborted) {
      abort();
      return;
    }
    signal.addEventListener('abort', abort);
    this.stopListening = () => {
      signal.removeEventListener('abort', abort);
    };
    this.start();
  }

  protected begin(number: number, _isHedge: boolean, now: number): FunctionAttempt<S> {
    return new FunctionAttempt(this, number, now, this.runtime.abortController);
  }

  protected launch(attempt: FunctionAttempt<S>): undefined {
    try {
      Promise.resolve(this.fn(attempt)).then(
        (value) => {
          if (this.guards.examine?.(this, attempt, value) !== false) {
            this.succeedAttempt(attempt, value);
          }
        },
        (error: unknown) => {
          this.failAttempt(attempt, error);
        },
      );
    } catch (error) {
      // A function that throws instead of rejecting means the same.
      this.failAttempt(attempt, error);
    }
  }

  protected override countCall(): void {
    this.stopListening?.();
  }

  protected done(value: T): void {
    this.resolve(value);
  }

  protected failed(error: unknown): void {
    const { fallback } = this.guards;
    try {
      if (fallback === undefined) this.reject(error);
      else this.resolve(fallback(error) as T);
    } catch (fallbackError) {
      this.reject(fallbackError);
    }
  }
}
