import type { Cancel } from '../clock';
import type { AbortSignalLike } from './abort-signal';
import type { CallLimits } from './call-limits';
import { FunctionAttempt, type AttemptContext } from './function-attempt';
import { GuardedCall } from './guarded-call';
import type { Guards } from './guards';
import type { PipelineRuntime } from './pipeline';
import type { Verdict } from './transport';

/** One execution of a function under the policies of a pipeline. */
export class FunctionCall<T, S extends AbortSignalLike> extends GuardedCall<T, FunctionAttempt<S>> {
  private stopListening: Cancel | undefined = undefined;

  constructor(
    guards: Guards,
    limits: CallLimits,
    override readonly runtime: PipelineRuntime<S>,
    private readonly fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    private readonly resolve: (value: T | PromiseLike<T>) => void,
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
    return new FunctionAttempt(this, number, now, this.deadlineAt, this.runtime.abortController);
  }

  protected launch(attempt: FunctionAttempt<S>): undefined {
    try {
      Promise.resolve(this.fn(attempt)).then(
        (value) => {
          this.take(attempt, value);
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

  private take(attempt: FunctionAttempt<S>, value: T): void {
    let verdict: Verdict | undefined;
    try {
      verdict = this.guards.examine?.(value);
    } catch (error) {
      // The app's own function is broken: the call must end all the same.
      this.failAttempt(attempt, error);
      return;
    }
    if (verdict === undefined || verdict.outcome === 'success') this.succeedAttempt(attempt, value);
    else this.failAttempt(attempt, new BadResult(value), verdict);
  }

  protected judge(error: unknown): Verdict {
    return this.guards.judge(error);
  }

  protected countAttempt(): void {
    // Functions have no instances to count for.
  }

  protected countCall(): void {
    this.stopListening?.();
  }

  protected done(value: T): void {
    this.resolve(value);
  }

  protected failed(error: unknown): void {
    const { fallback } = this.guards;
    const isResult = error instanceof BadResult;
    try {
      if (fallback !== undefined) this.resolve(fallback(isResult ? error.value : error) as T);
      // A bad result is still a result; it is given when nothing better came.
      else if (isResult) this.resolve(error.value as T);
      else this.reject(error);
    } catch (fallbackError) {
      this.reject(fallbackError);
    }
  }
}

/** Carries a result that counts as a failure through the policies. */
class BadResult {
  constructor(readonly value: unknown) {}
}
