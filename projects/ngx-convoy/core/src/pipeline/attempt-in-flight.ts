import type { Cancel } from '../clock';
import type { Timed } from '../timeout/deadline-timer';
import type { CallOnItsWay } from './guards';

/** One attempt on its way. It stands in the deadline timer itself, so that its time limit allocates nothing. */
export interface AttemptInFlight extends Timed {
  /** 1 for the first. */
  readonly number: number;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** How to abort it, once it has been sent, unless `giveUp` knows itself. */
  abort: Cancel | undefined;
  /** Nobody wants its answer any more. @param reason why: an error of ours, or what the caller says */
  giveUp(reason: unknown): void;
}

/** What attempts have in common. */
export class TimedAttempt implements AttemptInFlight {
  dueAt = 0;
  slot = -1;
  abort: Cancel | undefined = undefined;

  constructor(
    readonly call: CallOnItsWay,
    readonly number: number,
    readonly startedAt: number,
  ) {}

  onDue(): void {
    this.call.guards.overdue?.(this.call, this);
  }

  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- for those who have a signal
  giveUp(reason: unknown): void {
    this.abort?.();
  }
}
