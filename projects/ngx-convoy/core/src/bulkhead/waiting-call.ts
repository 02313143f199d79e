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
  private held = true;

  constructor(
    private readonly giveBack: (group: string | undefined) => void,
    private readonly group: string | undefined,
  ) {}

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field would take memory in each
  get permitted(): true {
    return true;
  }

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field would take memory in each
  get waiting(): false {
    return false;
  }

  release(): void {
    if (!this.held) return;
    this.held = false;
    this.giveBack(this.group);
  }
}

/**
 * Whoever waits for a place, and the ticket for it. A hundred thousand may wait, so it is one object of few fields; its
 * bulkhead fills them in when it joins the queue.
 */
export abstract class Waiting implements Queued<Waiting>, BulkheadTicket, BulkheadWaiter {
  lane: Lane<Waiting> | undefined = undefined;
  ahead: Waiting | undefined = undefined;
  behind: Waiting | undefined = undefined;
  since = 0;
  lead = 0;
  key = 0;
  turn = 0;
  /** Steady milliseconds; `undefined` when it may wait for ever. */
  until: number | undefined = undefined;
  /** What it shares a limit with. */
  group: string | undefined = undefined;
  stopDeadline: Cancel | undefined = undefined;
  leave: ((call: Waiting) => void) | undefined = undefined;
  /** How its wait ended before it had arrived; `false` once it has. */
  private early: BulkheadPermit | BulkheadRejection | false | undefined = undefined;

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field would take memory in each
  get permitted(): false {
    return false;
  }

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- a field would take memory in each
  get waiting(): true {
    return true;
  }

  abstract granted(permit: BulkheadPermit): void;
  abstract rejected(rejection: BulkheadRejection): void;

  cancel(): void {
    this.leave?.(this);
  }

  /**
   * What its caller is handed: mostly itself. Making room for it may have moved others, and so ended its wait already.
   */
  arrive(): BulkheadPermit | BulkheadTicket | BulkheadRejection {
    const outcome = this.early;
    this.early = false;
    return outcome === undefined || outcome === false ? this : outcome;
  }

  settle(outcome: BulkheadPermit | BulkheadRejection): void {
    if (this.early !== false) this.early = outcome;
    else if (outcome.permitted) this.granted(outcome);
    else this.rejected(outcome);
  }
}

/** A call that somebody else waits with. */
export class WaitingCall extends Waiting {
  constructor(private readonly waiter: BulkheadWaiter) {
    super();
  }

  granted(permit: BulkheadPermit): void {
    this.waiter.granted(permit);
  }

  rejected(rejection: BulkheadRejection): void {
    this.waiter.rejected(rejection);
  }
}
