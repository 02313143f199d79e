import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import { AttemptInFlight, type AttemptOwner } from './attempt-in-flight';

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
  extends AttemptInFlight
  implements AttemptContext<S>
{
  private controller: AbortControllerLike<S> | undefined = undefined;
  private reason: unknown = undefined;
  private isGivenUp = false;

  constructor(
    owner: AttemptOwner,
    number: number,
    startedAt: number,
    readonly deadlineAt: number,
    private readonly abortController: () => AbortControllerLike<S>,
  ) {
    super(owner, number, startedAt);
  }

  get signal(): S {
    if (this.controller === undefined) {
      this.controller = this.abortController();
      // A function that reads it late must not begin what nobody waits for.
      if (this.isGivenUp) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  override giveUp(reason: unknown): void {
    this.isGivenUp = true;
    this.reason = reason;
    this.controller?.abort(reason);
  }
}
