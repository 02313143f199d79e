import type { Cancel } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import type { CallLimits } from './call-limits';
import { GuardedCall, type AttemptInFlight, type Guards } from './guarded-call';
import type { PipelineOptions } from './pipeline-options';
import type { PipelineRuntime } from './pipeline';
import type { Verdict } from './transport';

/** What a function learns about the attempt that it is called for. */
export interface AttemptContext<S extends AbortSignalLike> {
  /** 1 for the first. */
  readonly number: number;
  /** Aborted when the attempt is given up: timeout, deadline, a faster hedge, a caller who lost interest. */
  readonly signal: S;
  /** Epoch milliseconds at which the whole call ends; `Infinity` without a deadline. Hand it on to what is called inside. */
  readonly deadlineAt: number;
}

const FAILURE: Verdict = { outcome: 'failure', retryable: true };
const NOBODYS_FAULT: Verdict = { outcome: 'neutral', retryable: false };

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
    if (this.options.isFailure?.(value) === true) this.failAttempt(attempt, new BadResult(value));
    else this.succeedAttempt(attempt, value);
  }

  protected judge(error: unknown): Verdict {
    if (error instanceof BadResult) return FAILURE;
    if (this.options.judge !== undefined) return this.options.judge(error);
    return isAbortError(error) ? NOBODYS_FAULT : FAILURE;
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

/** An attempt whose `AbortController` is made when somebody reads the signal: in Chromium one costs 0.4 us. */
class FunctionAttempt<S extends AbortSignalLike> implements AttemptInFlight, AttemptContext<S> {
  cancelTimeout: Cancel | undefined = undefined;
  abort: Cancel | undefined = undefined;
  private controller: AbortControllerLike<S> | undefined = undefined;

  constructor(
    readonly number: number,
    readonly startedAt: number,
    readonly deadlineAt: number,
    private readonly abortController: () => AbortControllerLike<S>,
  ) {}

  get signal(): S {
    if (this.controller === undefined) {
      const controller = this.abortController();
      this.controller = controller;
      this.abort = () => {
        controller.abort();
      };
    }
    return this.controller.signal;
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

function isAbortError(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError'
  );
}
