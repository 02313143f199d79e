import type { Cancel } from '../clock';
import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import type { AttemptInFlight } from './guarded-call';

/** What a function learns about the attempt that it is called for. */
export interface AttemptContext<S extends AbortSignalLike> {
  /** 1 for the first. */
  readonly number: number;
  /** Aborted when the attempt is given up: timeout, deadline, a faster hedge, a caller who lost interest. */
  readonly signal: S;
  /** Epoch milliseconds at which the whole call ends; `Infinity` without a deadline. Hand it on to what is called inside. */
  readonly deadlineAt: number;
}

/** An attempt whose `AbortController` is made when somebody reads the signal: in Chromium one costs 0.4 us. */
export class FunctionAttempt<S extends AbortSignalLike>
  implements AttemptInFlight, AttemptContext<S>
{
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
