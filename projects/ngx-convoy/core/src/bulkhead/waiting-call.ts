import type { Lane } from '../queue/lane';
import type { Queued } from '../queue/queued';
import type { Timed } from '../timeout/deadline-timer';
import type { BulkheadOutcome, BulkheadPermit, BulkheadTicket, RejectionReason } from './admission';

/** The one shape of permit there is: taking a place allocates nothing else. */
export class Place implements BulkheadPermit {
  readonly permitted = true;
  readonly waiting = false;

  constructor(
    private giveBack: ((key: string | undefined) => void) | undefined,
    private readonly group: string | undefined,
  ) {}

  release(): void {
    const { giveBack } = this;
    this.giveBack = undefined;
    giveBack?.(this.group);
  }
}

/**
 * A call in the queue, and the ticket of whoever makes it. A hundred thousand may wait, so it is one object, in the queue
 * and in the deadline timer alike; its bulkhead fills it in when it joins.
 */
export class WaitingCall implements Queued<WaitingCall>, BulkheadTicket, Timed {
  lane: Lane<WaitingCall> | undefined = undefined;
  ahead: WaitingCall | undefined = undefined;
  behind: WaitingCall | undefined = undefined;
  since = 0;
  lead = 0;
  key = 0;
  turn = 0;
  dueAt = 0;
  slot = -1;
  /** What it shares a limit with. */
  group: string | undefined = undefined;
  /** Takes it out of the queue, and tells it why if there is a reason. */
  end: ((call: WaitingCall, reason?: RejectionReason) => void) | undefined = undefined;
  /** How its wait ended before `acquire` has returned. */
  early: BulkheadOutcome | undefined = undefined;
  hasArrived = false;

  constructor(private readonly listener?: (outcome: BulkheadOutcome) => void) {}

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field would take memory in each
  get permitted(): false {
    return false;
  }

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field would take memory in each
  get waiting(): true {
    return true;
  }

  /** Its wait is over. */
  settled(outcome: BulkheadOutcome): void {
    this.listener?.(outcome);
  }

  cancel(): void {
    this.end?.(this);
  }

  onDue(): void {
    this.end?.(this, 'timeout');
  }
}
