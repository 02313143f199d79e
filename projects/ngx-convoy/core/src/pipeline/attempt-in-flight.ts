import type { Cancel } from '../clock';
import type { Timed } from '../timeout/deadline-timer';
import type { CallOnItsWay } from './guards';

/** One attempt on its way. It stands in the deadline timer itself, so that its time limit allocates nothing. */
export class AttemptInFlight implements Timed {
  dueAt = 0;
  slot = -1;
  /** How to abort it, once it has been sent. */
  abort: Cancel | undefined = undefined;

  /**
   * @param number 1 for the first
   * @param startedAt epoch milliseconds
   */
  constructor(
    readonly call: CallOnItsWay,
    readonly number: number,
    readonly startedAt: number,
  ) {}

  onDue(): void {
    this.call.guards.overdue?.(this.call, this);
  }

  /** Nobody wants its answer any more. @param reason why: an error of ours, or what the caller says */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- for those who have a signal
  giveUp(reason: unknown): void {
    this.abort?.();
  }
}
