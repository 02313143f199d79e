import type { Cancel } from '../clock';
import type {
  BulkheadPermit,
  BulkheadRejection,
  BulkheadTicket,
  BulkheadWaiter,
} from './admission';
import type { Queued } from './wait-queue';

/** The one shape of permit there is: taking a place allocates nothing else. */
export class Place implements BulkheadPermit {
  readonly permitted = true;
  readonly waiting = false;
  private held = true;

  constructor(private readonly giveBack: () => void) {}

  release(): void {
    if (!this.held) return;
    this.held = false;
    this.giveBack();
  }
}

/** A call in the queue, and the ticket of whoever makes it. */
export class WaitingCall implements Queued, BulkheadTicket {
  readonly permitted = false;
  readonly waiting = true;
  front = -1;
  back = -1;
  stopDeadline: Cancel | undefined = undefined;

  private arrived = false;
  private early: BulkheadPermit | BulkheadRejection | undefined = undefined;

  /**
   * @param since steady milliseconds
   * @param until epoch milliseconds; `Infinity` when it may wait for ever
   */
  constructor(
    private readonly waiter: BulkheadWaiter,
    readonly since: number,
    readonly key: number,
    readonly turn: number,
    readonly until: number,
    private readonly leave: (call: WaitingCall) => void,
  ) {}

  cancel(): void {
    this.leave(this);
  }

  /**
   * What its caller is handed: mostly itself. Making room for it may have moved others, and so ended its wait already.
   */
  arrive(): BulkheadPermit | BulkheadTicket | BulkheadRejection {
    this.arrived = true;
    return this.early ?? this;
  }

  settle(outcome: BulkheadPermit | BulkheadRejection): void {
    if (!this.arrived) this.early = outcome;
    else if (outcome.permitted) this.waiter.granted(outcome);
    else this.waiter.rejected(outcome);
  }
}
