import type { Clock } from '../clock';
import { SteadyTime } from '../steady-time';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type {
  BulkheadPermit,
  BulkheadRejection,
  BulkheadTicket,
  BulkheadWaiter,
} from './admission';
import {
  type BulkheadOptions,
  type BulkheadPriority,
  headStart,
  requireLimit,
  resolveBulkheadOptions,
} from './bulkhead-options';
import { Place, WaitingCall } from './waiting-call';
import { WaitQueue } from './wait-queue';

/** What a call asks of a {@link Bulkhead}. */
export interface BulkheadRequest {
  /** Default `normal`. */
  readonly priority?: BulkheadPriority | undefined;
  /** Epoch milliseconds: the call waits no longer, even when it might. Default: none. */
  readonly deadline?: number | undefined;
}

const FULL: BulkheadRejection = { permitted: false, waiting: false, reason: 'full' };
const DISPLACED: BulkheadRejection = { permitted: false, waiting: false, reason: 'displaced' };
const TIMEOUT: BulkheadRejection = { permitted: false, waiting: false, reason: 'timeout' };

/**
 * Lets so many calls be under way at the same time; some more wait for a place, the most urgent first.
 *
 * A slow service can so take up no more than its own share of the browser's connections. Priority cannot starve anybody,
 * because it is a head start in time: after a minute of waiting a normal call is as urgent as a critical one that comes
 * then. When the queue is full, a more urgent newcomer takes the room of the least urgent call.
 *
 * Taking and giving back a place are O(1), waiting and leaving the queue O(log n). It owns no timer: what ends a wait is
 * the deadline timer that all calls share. A wait that has ended counts for nothing with the service: our own refusals
 * say nothing about it.
 *
 * @usageNotes
 * ```ts
 * const bulkhead = new Bulkhead({ limit: 6 }, clock, deadlines);
 * const admission = bulkhead.acquire({ priority: 'high' }, {
 *   granted: (permit) => send().finally(() => permit.release()),
 *   rejected: ({ reason }) => giveUp(reason),
 * });
 * if (admission.permitted) send().finally(() => admission.release());
 * else if (admission.waiting) signal.onabort = () => admission.cancel();
 * else giveUp(admission.reason);
 * ```
 *
 * @see Nygard, Release It!, "Bulkheads"; Inngest, for priority as a head start
 */
export class Bulkhead {
  private readonly queue = new WaitQueue<WaitingCall>();
  private readonly time = new SteadyTime();
  private readonly queueLimit: number;
  private readonly maxWait: number;
  private places: number;
  private taken = 0;
  private refused = 0;
  private turn = 0;
  private granting = false;

  /**
   * @param deadlines ends the waits; one for all bulkheads
   * @throws ConfigurationError
   */
  constructor(
    options: BulkheadOptions,
    private readonly clock: Clock,
    private readonly deadlines: DeadlineTimer,
  ) {
    const settings = resolveBulkheadOptions(options);
    this.places = settings.limit;
    this.queueLimit = settings.queueLimit;
    this.maxWait = settings.maxWait;
  }

  /** Calls that may be under way at the same time. */
  get limit(): number {
    return this.places;
  }

  /** Calls under way. More than `limit` only after that was lowered, until enough of them have ended. */
  get inFlight(): number {
    return this.taken;
  }

  /** Calls in the queue. */
  get waiting(): number {
    return this.queue.size;
  }

  /** Calls refused so far, for whatever reason; those that left by themselves are not among them. */
  get rejected(): number {
    return this.refused;
  }

  /** Milliseconds that the call has waited that waits longest; 0 when none does. O(n): for display. */
  oldestWait(now: number = this.clock.now()): number {
    const steady = this.time.at(now);
    return this.queue.entries.reduce((oldest, { since }) => Math.max(oldest, steady - since), 0);
  }

  /**
   * A place for a call, now or later, or why there is none.
   *
   * @param waiter hears how the waiting ends; without one the call does not wait
   * @throws ConfigurationError when a call has to wait and its priority is neither known nor a finite number
   */
  acquire(
    request: BulkheadRequest = {},
    waiter?: BulkheadWaiter,
  ): BulkheadPermit | BulkheadTicket | BulkheadRejection {
    if (this.taken < this.places && this.queue.size === 0) return this.take();
    return waiter === undefined ? this.refuse(FULL) : this.enter(request, waiter);
  }

  /**
   * Changes the limit. Calls under way stay; those that wait get the places that were added.
   *
   * @param limit >= 1
   * @throws ConfigurationError
   */
  resize(limit: number): void {
    this.places = requireLimit(limit);
    this.grant();
  }

  private enter(
    { priority = 'normal', deadline = Infinity }: BulkheadRequest,
    waiter: BulkheadWaiter,
  ): BulkheadPermit | BulkheadTicket | BulkheadRejection {
    const lead = headStart(priority);
    const now = this.clock.now();
    const until = Math.min(now + this.maxWait, deadline);
    if (until <= now) return this.refuse(TIMEOUT);
    const since = this.time.at(now);
    const call = new WaitingCall(waiter, since, since - lead, ++this.turn, until, this.leave);
    const crowded = this.queue.size >= this.queueLimit;
    const last = crowded ? this.queue.last : undefined;
    if (crowded && (last === undefined || last.key <= call.key)) return this.refuse(FULL);

    this.queue.add(call);
    if (until < Infinity) {
      call.stopDeadline = this.deadlines.add(until, () => this.end(call, TIMEOUT));
    }
    if (last !== undefined) this.end(last, DISPLACED);
    return call.arrive();
  }

  /** Gives free places to the calls at the front. */
  private grant(): void {
    // Within a grant, places that are given back are handed on by the loop that is under way: no call stack grows.
    if (this.granting || this.queue.size === 0) return;
    this.granting = true;
    const now = this.clock.now();
    for (
      let call = this.queue.first;
      call !== undefined && this.taken < this.places;
      call = this.queue.first
    ) {
      // The deadline timer may be late, after the machine has slept by hours.
      if (call.until <= now) {
        this.end(call, TIMEOUT);
        continue;
      }
      this.queue.remove(call);
      call.stopDeadline?.();
      this.tell(call, this.take());
    }
    this.granting = false;
  }

  private end(call: WaitingCall, rejection: BulkheadRejection): void {
    if (!this.queue.remove(call)) return;
    call.stopDeadline?.();
    this.tell(call, this.refuse(rejection));
  }

  /** The books are right by now: a waiter may do what it likes. One that throws does not stop the others. */
  private tell(call: WaitingCall, outcome: BulkheadPermit | BulkheadRejection): void {
    try {
      call.settle(outcome);
    } catch (error) {
      if (outcome.permitted) outcome.release();
      this.clock.schedule(this.clock.now(), () => {
        throw error;
      });
    }
  }

  private take(): BulkheadPermit {
    this.taken++;
    return new Place(this.giveBack);
  }

  private refuse(rejection: BulkheadRejection): BulkheadRejection {
    this.refused++;
    return rejection;
  }

  private readonly giveBack = (): void => {
    this.taken--;
    this.grant();
  };

  private readonly leave = (call: WaitingCall): void => {
    if (this.queue.remove(call)) call.stopDeadline?.();
  };
}
