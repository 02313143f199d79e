import type { Cancel } from '../clock';
import type { Lane } from '../queue/lane';
import type { Queued } from '../queue/queued';
import type {
  BulkheadPermit,
  BulkheadRejection,
  BulkheadTicket,
  BulkheadWaiter,
} from './admission';

/** The one shape of permit there is: taking a place allocates nothing else. */
export class Place implements BulkheadPermit {
  readonly permitted = true;
  readonly waiting = false;
  private held = true;

  constructor(
    private readonly giveBack: (group: string | undefined) => void,
    private readonly group: string | undefined,
  ) {}

  release(): void {
    if (!this.held) return;
    this.held = false;
    this.giveBack(this.group);
  }
}

/** A call in the queue, and the ticket of whoever makes it. */
export class WaitingCall implements Queued<WaitingCall>, BulkheadTicket {
  readonly permitted = false;
  readonly waiting = true;
  lane: Lane<WaitingCall> | undefined = undefined;
  ahead: WaitingCall | undefined = undefined;
  behind: WaitingCall | undefined = undefined;
  stopDeadline: Cancel | undefined = undefined;

  private arrived = false;
  private early: BulkheadPermit | BulkheadRejection | undefined = undefined;

  /**
   * @param since steady milliseconds
   * @param until steady milliseconds; `Infinity` when it may wait for ever
   * @param group what it shares a limit with
   */
  constructor(
    private readonly waiter: BulkheadWaiter,
    readonly since: number,
    readonly lead: number,
    readonly key: number,
    readonly turn: number,
    readonly until: number,
    readonly group: string | undefined,
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
