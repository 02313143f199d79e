import type { AbortControllerLike, AbortSignalLike } from './abort-signal';
import { TimedAttempt } from './attempt-in-flight';
import type { CallOnItsWay } from './guards';

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
  extends TimedAttempt
  implements AttemptContext<S>
{
  private controller: AbortControllerLike<S> | undefined = undefined;

  constructor(
    call: CallOnItsWay,
    number: number,
    startedAt: number,
    private readonly abortController: () => AbortControllerLike<S>,
  ) {
    super(call, number, startedAt);
  }

  get deadlineAt(): number {
    return this.call.deadlineAt;
  }

  get signal(): S {
    return this.ownController().signal;
  }

  /** One whose signal is read only later, too: what nobody waits for must not begin. */
  override giveUp(reason: unknown): void {
    this.ownController().abort(reason);
  }

  private ownController(): AbortControllerLike<S> {
    return (this.controller ??= this.abortController());
  }
}
