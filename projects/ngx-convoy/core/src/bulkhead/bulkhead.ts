import type { Clock } from '../clock';
import { headStart } from '../queue/priority';
import type { QueueRegime, Serving } from '../queue/queue-discipline';
import { WaitQueue } from '../queue/wait-queue';
import type { WaitingLine } from '../queue/waiting-line';
import { SteadyTime } from '../steady-time';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type {
  BulkheadPermit,
  BulkheadRejection,
  BulkheadRequest,
  BulkheadTicket,
  BulkheadWaiter,
  RejectionReason,
} from './admission';
import { type BulkheadOptions, requireLimit, resolveBulkheadOptions } from './bulkhead-options';
import { Place, WaitingCall } from './waiting-call';

/**
 * Lets so many calls be under way at the same time; some more wait for a place, the most urgent first.
 *
 * A slow service can so take up no more than its own share of the browser's connections. Priority cannot starve anybody,
 * because it is a head start in time: after a minute of waiting a normal call is as urgent as a critical one that comes
 * then. When the queue is full, a more urgent newcomer takes the room of the least urgent call.
 *
 * Taking and giving back a place are O(1), waiting and leaving the queue O(log p) for p priorities in use. It owns no
 * timer: what ends a wait is the deadline timer that all calls share. A wait that has ended counts for nothing with the
 * service: our own refusals say nothing about it.
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
  private readonly time = new SteadyTime();
  private readonly queueLimit: number;
  private readonly maxWait: number;
  private readonly regime: QueueRegime | undefined;
  private readonly counts: Record<RejectionReason, number> = {
    full: 0,
    displaced: 0,
    timeout: 0,
    expired: 0,
    cleared: 0,
  };

  private places: number;
  private isPaused = false;
  private taken = 0;
  private turn = 0;
  private granting = false;

  /**
   * @param deadlines ends the waits; one for all bulkheads
   * @param line where calls wait
   * @throws ConfigurationError
   */
  constructor(
    options: BulkheadOptions,
    private readonly clock: Clock,
    private readonly deadlines: DeadlineTimer,
    private readonly line: WaitingLine<WaitingCall> = new WaitQueue<WaitingCall>(),
  ) {
    const settings = resolveBulkheadOptions(options);
    this.places = settings.limit;
    this.queueLimit = settings.queueLimit;
    this.maxWait = settings.maxWait;
    this.regime = options.discipline?.();
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
    return this.line.size;
  }

  /** Whether nobody is let in for the time being. */
  get paused(): boolean {
    return this.isPaused;
  }

  /** Which of equally urgent calls goes first; it changes only with a discipline. */
  get serving(): Serving {
    return this.regime?.serving ?? 'oldest-first';
  }

  /** Calls refused so far, and why; those that left by themselves are not among them. */
  get rejections(): Readonly<Record<RejectionReason, number>> {
    return this.counts;
  }

  /** Calls refused so far, for whatever reason. */
  get rejected(): number {
    return Object.values(this.counts).reduce((sum, count) => sum + count, 0);
  }

  /** Milliseconds that the call has waited that waits longest; 0 when none does. O(priorities in use): for display. */
  oldestWait(now: number = this.clock.now()): number {
    return Math.max(0, this.time.at(now) - this.line.least(({ since }) => since));
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
    const place = this.tryAcquire(request.key);
    if (place !== undefined) return place;
    return waiter === undefined ? this.refuse('full') : this.enter(request, waiter);
  }

  /** A place that is free now; `undefined` when there is none, which is no refusal: the call may still ask to wait. */
  tryAcquire(key?: string): BulkheadPermit | undefined {
    return this.hasPlace() && this.line.admits(key) ? this.take(key) : undefined;
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

  /**
   * Lets nobody in until `resume`. Calls under way go on; newcomers wait, while there is room. The time that a call may
   * wait goes on as well: its caller's patience does not depend on why it has to wait.
   */
  pause(): void {
    this.isPaused = true;
  }

  /** Ends a pause. Does nothing without one. */
  resume(): void {
    this.isPaused = false;
    this.grant();
  }

  /** Refuses everybody who waits, for the reason `cleared`. Calls under way go on. */
  clear(): void {
    const gone: WaitingCall[] = [];
    for (let call = this.line.last; call !== undefined; call = this.line.last) {
      this.depart(call);
      gone.push(call);
    }
    for (const call of gone) this.tell(call, this.refuse('cleared', call));
  }

  private enter(
    { priority = 'normal', deadline = Infinity, estimate = 0, key }: BulkheadRequest,
    waiter: BulkheadWaiter,
  ): BulkheadPermit | BulkheadTicket | BulkheadRejection {
    const lead = headStart(priority);
    const now = this.clock.now();
    const since = this.time.at(now);
    const left = deadline - now;
    const wait = Math.min(this.maxWait, left);
    if (wait <= 0) return this.refuse('timeout');
    const rank = Math.min(since - lead, since + left - estimate);
    const call = new WaitingCall(
      waiter,
      since,
      lead,
      rank,
      ++this.turn,
      since + wait,
      key,
      this.leave,
    );
    const crowded = this.line.size >= this.queueLimit;
    const last = crowded ? this.line.last : undefined;
    if (crowded && (last === undefined || !this.line.order.isBefore(call, last))) {
      return this.refuse('full');
    }

    this.line.add(call);
    if (wait < Infinity) {
      call.stopDeadline = this.deadlines.add(now + wait, () => this.end(call, 'timeout'));
    }
    this.regime?.review(this.line, since);
    if (last !== undefined) this.end(last, 'displaced');
    this.grant();
    return call.arrive();
  }

  /** Gives free places to the calls at the front. */
  private grant(): void {
    // Within a grant, places that are given back are handed on by the loop that is under way: no call stack grows.
    if (this.granting || !this.hasPlace() || this.line.size === 0) return;
    this.granting = true;
    const now = this.time.at(this.clock.now());
    for (let call = this.next(now); call !== undefined; call = this.next(now)) {
      this.depart(call);
      this.tell(call, this.take(call.group));
    }
    this.granting = false;
  }

  /** Who is to have a place now. Those that have waited for too long are given up on the way. */
  private next(now: number): WaitingCall | undefined {
    while (this.hasPlace()) {
      const given = this.regime?.review(this.line, now);
      if (given !== undefined) {
        this.end(given, 'expired');
        continue;
      }
      const { first } = this.line;
      // The deadline timer may be late, after the machine has slept by hours.
      if (first === undefined || first.until > now) return first;
      this.end(first, 'timeout');
    }
    return undefined;
  }

  private hasPlace(): boolean {
    return this.taken < this.places && !this.isPaused;
  }

  private end(call: WaitingCall, reason: RejectionReason): void {
    if (this.depart(call)) this.tell(call, this.refuse(reason, call));
  }

  /** @returns whether it was still waiting */
  private depart(call: WaitingCall): boolean {
    if (!this.line.remove(call)) return false;
    call.stopDeadline?.();
    return true;
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

  private take(key: string | undefined): BulkheadPermit {
    this.line.enter?.(key);
    this.taken++;
    return new Place(this.giveBack, key);
  }

  private refuse(reason: RejectionReason, call?: WaitingCall): BulkheadRejection {
    this.counts[reason]++;
    const waited = call === undefined ? 0 : this.time.at(this.clock.now()) - call.since;
    return { permitted: false, waiting: false, reason, waited };
  }

  private readonly giveBack = (key: string | undefined): void => {
    this.taken--;
    this.line.leave?.(key);
    this.grant();
  };

  private readonly leave = (call: WaitingCall): void => {
    this.depart(call);
  };
}
