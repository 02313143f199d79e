import type { Clock } from '../clock';
import type { ConvoyError, ServiceErrorDetails } from '../errors';
import { requireNumber } from '../options';
import { headStart } from '../queue/priority';
import { ShortLine } from '../queue/short-line';
import type { WaitingLine } from '../queue/waiting-line';
import { SteadyTime } from '../steady-time';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type {
  BulkheadOutcome,
  BulkheadPermit,
  BulkheadRejection,
  BulkheadRequest,
  BulkheadTicket,
  RejectionReason,
} from './admission';
import { BulkheadFullError, QueueTimeoutError } from './bulkhead-errors';
import {
  type BulkheadOptions,
  type BulkheadSettings,
  LIMIT,
  resolveBulkheadOptions,
} from './bulkhead-options';
import { Place, WaitingCall } from './waiting-call';

/**
 * Lets so many calls be under way at the same time; some more wait for a place, the most urgent first.
 *
 * A slow service can so take up no more than its own share of the browser's connections. Priority cannot starve anybody,
 * because it is a head start in time: after a minute of waiting a normal call is as urgent as a critical one that comes
 * then. When the queue is full, a more urgent newcomer takes the room of the least urgent call.
 *
 * Taking and giving back a place are O(1). It owns no timer: what ends a wait is the deadline timer that all calls share.
 * A wait that has ended counts for nothing with the service: our own refusals say nothing about it.
 *
 * @usageNotes
 * ```ts
 * const bulkhead = new Bulkhead({ limit: 6 }, clock, deadlines);
 * const admission = bulkhead.acquire({ priority: 'high' }, (outcome) => {
 *   if (outcome.permitted) send().finally(() => outcome.release());
 *   else giveUp(outcome.reason);
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
  private settings: BulkheadSettings;
  private places: number;
  private taken = 0;
  private turn = 0;
  private isPaused = false;
  private isGranting = false;

  /**
   * @param deadlines ends the waits; one for all bulkheads
   * @param line where calls wait
   * @throws ConfigurationError
   */
  constructor(
    options: BulkheadOptions,
    private readonly clock: Clock,
    private readonly deadlines: DeadlineTimer,
    protected readonly line: WaitingLine<WaitingCall> = new ShortLine(),
  ) {
    this.settings = resolveBulkheadOptions(options);
    this.places = this.settings.limit;
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

  /**
   * A place for a call, now or later, or why there is none.
   *
   * @param listener hears, once, how the waiting ends; never before `acquire` has returned. Without one, a call does not
   * wait
   * @throws ConfigurationError when a call has to wait and its priority is neither known nor a finite number
   */
  acquire(
    request: BulkheadRequest = {},
    listener?: (outcome: BulkheadOutcome) => void,
  ): BulkheadOutcome | BulkheadTicket {
    return (
      this.tryAcquire(request.key) ??
      (listener ? this.join(request, new WaitingCall(listener)) : this.refuse('full'))
    );
  }

  /** A place if there is one for a newcomer; `undefined` if there is none, which is no refusal. */
  tryAcquire(key?: string): BulkheadPermit | undefined {
    return this.hasPlace() && this.admits(key) ? this.take(key) : undefined;
  }

  /**
   * Changes the options. Calls under way stay, and so do those that wait, for as long as they were told; those that find a
   * place now go on.
   *
   * @throws ConfigurationError, and nothing is changed then
   */
  configure(options: BulkheadOptions): void {
    this.settings = resolveBulkheadOptions(options);
    this.resize(this.settings.limit);
  }

  /**
   * Changes the limit. Calls under way stay; those that wait get the places that were added.
   *
   * @param limit >= 1
   * @throws ConfigurationError
   */
  resize(limit: number): void {
    this.places = requireNumber('limit', limit, LIMIT);
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

  /** What a rejection is for whoever made the call. @param details the service, and the instance if it is about one */
  errorOf({ reason, waited }: BulkheadRejection, details: ServiceErrorDetails): ConvoyError {
    return reason === 'timeout'
      ? new QueueTimeoutError(details, waited)
      : new BulkheadFullError(details, this.places, this.waiting);
  }

  /** Lets a call wait for which there is no place at once. */
  protected join(
    { priority = 'normal', deadline = Infinity, estimate = 0, key }: BulkheadRequest,
    call: WaitingCall,
  ): BulkheadOutcome | BulkheadTicket {
    const { line, settings } = this;
    const lead = headStart(priority);
    const now = this.clock.now();
    const since = this.time.at(now);
    const until = Math.min(now + settings.maxWait, deadline);
    if (until <= now) return this.refuse('timeout');
    call.since = since;
    call.lead = lead;
    call.key = Math.min(since - lead, since + deadline - now - estimate);
    call.turn = ++this.turn;
    call.group = key;
    call.end = this.end;
    line.add(call);
    const last = line.size > settings.queueLimit ? line.last : undefined;
    if (last === call) {
      line.remove(call);
      return this.refuse('full');
    }
    if (until < Infinity) this.deadlines.set(call, until, now);
    if (last) this.end(last, 'displaced');
    // Only now: making room, or a limit per key, may have let it be first.
    this.grant();
    call.hasArrived = true;
    return call.early ?? call;
  }

  /** Gives free places to the calls at the front. */
  protected grant(): void {
    // Within a grant, places that are given back are handed on by the loop that is under way: no call stack grows.
    if (this.isGranting) return;
    this.isGranting = true;
    for (let call = this.next(); call; call = this.next()) {
      // The deadline timer may be late, after the machine has slept by hours.
      if (call.slot >= 0 && call.dueAt <= this.clock.now()) call.onDue();
      else {
        const place = this.take(call.group);
        this.depart(call);
        this.tell(call, place);
      }
    }
    this.isGranting = false;
  }

  /** Whether nobody waits who would have to be served before a newcomer. */
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- for limits per key
  protected admits(key: string | undefined): boolean {
    return this.line.size === 0;
  }

  /** One with this key has given its place back. */
  protected left?(key: string | undefined): void;

  protected take(key: string | undefined): BulkheadPermit {
    this.taken++;
    return new Place(this.giveBack, key);
  }

  protected refuse(reason: RejectionReason, call?: WaitingCall): BulkheadRejection {
    const waited = call ? this.now() - call.since : 0;
    return { permitted: false, waiting: false, reason, waited };
  }

  /** Steady milliseconds. */
  protected readonly now = (): number => this.time.at(this.clock.now());

  private readonly giveBack = (key: string | undefined): void => {
    this.taken--;
    this.left?.(key);
    this.grant();
  };

  protected hasPlace(): boolean {
    return this.taken < this.places && !this.isPaused;
  }

  private next(): WaitingCall | undefined {
    return this.hasPlace() ? this.line.next(this.now) : undefined;
  }

  private readonly end = (call: WaitingCall, reason?: RejectionReason): void => {
    if (this.depart(call) && reason) this.tell(call, this.refuse(reason, call));
  };

  /** @returns whether it was still waiting */
  protected depart(call: WaitingCall): boolean {
    this.deadlines.unset(call);
    return this.line.remove(call);
  }

  /** The books are right by now: a listener may do what it likes. One that throws does not stop the others. */
  protected tell(call: WaitingCall, outcome: BulkheadOutcome): void {
    try {
      if (call.hasArrived) call.settled(outcome);
      else call.early = outcome;
    } catch (error) {
      if (outcome.permitted) outcome.release();
      this.clock.schedule(this.clock.now(), () => {
        throw error;
      });
    }
  }
}
