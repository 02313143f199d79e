import type { Cancel } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import type { CallLimits } from './call-limits';
import { FunctionAttempt, type AttemptContext } from './function-attempt';
import { GuardedCall, type Guards } from './guarded-call';
import { judgeFunctionError } from './judge-function-error';
import type { PipelineOptions } from './pipeline-options';
import type { PipelineRuntime } from './pipeline';
import type { Verdict } from './transport';

/** A bad result is a failure that may be repeated. */
const BAD_RESULT: Verdict = { outcome: 'failure', retryable: true };

/** One execution of a function under the policies of a pipeline. */
export class FunctionCall<T, S extends AbortSignalLike> extends GuardedCall<T, FunctionAttempt<S>> {
  private stopListening: Cancel | undefined;
  private fallback: ((error: unknown) => unknown) | undefined;

  constructor(
    guards: Guards,
    limits: CallLimits,
    runtime: PipelineRuntime<S>,
    private readonly options: PipelineOptions,
    private readonly fn: (attempt: AttemptContext<S>) => PromiseLike<T> | T,
    private readonly resolve: (value: T) => void,
    private readonly reject: (reason: unknown) => void,
  ) {
    super(guards, limits, runtime);
    this.abortController = runtime.abortController;
  }

  private readonly abortController: () => AbortControllerLike<S>;

  /** Starts, unless `signal` is aborted already; and settles at once when it will be. */
  startFor(signal: S | undefined, fallback: ((error: unknown) => unknown) | undefined): void {
    this.fallback = fallback;
    if (signal === undefined) {
      this.start();
      return;
    }
    if (signal.aborted) {
      this.reject(signal.reason);
      return;
    }
    const abort = (): void => {
      this.cancel();
      this.reject(signal.reason);
    };
    signal.addEventListener('abort', abort);
    this.stopListening = () => {
      signal.removeEventListener('abort', abort);
    };
    this.start();
  }

  protected begin(number: number, _isHedge: boolean, now: number): FunctionAttempt<S> {
    return new FunctionAttempt(number, now, this.deadlineAt, this.abortController);
  }

  protected launch(attempt: FunctionAttempt<S>): undefined {
    let result: PromiseLike<T> | T;
    try {
      result = this.fn(attempt);
    } catch (error) {
      // A function that throws instead of rejecting means the same.
      this.failAttempt(attempt, error);
      return;
    }
    if (!isThenable(result)) {
      this.judgeResult(attempt, result);
      return;
    }
    result.then(
      (value) => {
        this.judgeResult(attempt, value);
      },
      (error: unknown) => {
        this.failAttempt(attempt, error);
      },
    );
  }

  private judgeResult(attempt: FunctionAttempt<S>, value: T): void {
    let isBad: boolean | undefined;
    try {
      isBad = this.options.isFailure?.(value);
    } catch (error) {
      // The app's own function is broken: the call must end all the same.
      this.failAttempt(attempt, error);
      return;
    }
    if (isBad === true) this.failAttempt(attempt, new BadResult(value));
    else this.succeedAttempt(attempt, value);
  }

  protected judge(error: unknown): Verdict {
    return error instanceof BadResult ? BAD_RESULT : judgeFunctionError(this.options, error);
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
    // A bad result is still a result; it is given when nothing better came.
    if (error instanceof BadResult) this.resolve(error.value as T);
    else if (this.fallback === undefined) this.reject(error);
    else this.fallBack(this.fallback, error);
  }

  private fallBack(fallback: (error: unknown) => unknown, error: unknown): void {
    try {
      this.resolve(fallback(error) as T);
    } catch (fallbackError) {
      this.reject(fallbackError);
    }
  }
}

/** Carries a result that counts as a failure through the policies. */
class BadResult {
  constructor(readonly value: unknown) {}
}

function isThenable<T>(value: PromiseLike<T> | T): value is PromiseLike<T> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}
