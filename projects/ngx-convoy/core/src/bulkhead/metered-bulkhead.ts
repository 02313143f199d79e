import type { Clock } from '../clock';
import type { ConvoyError, ServiceErrorDetails } from '../errors';
import type { OrderedLine, QueueDiscipline, Serving } from '../queue/queue-discipline';
import { WaitQueue } from '../queue/wait-queue';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type {
  BulkheadOutcome,
  BulkheadPermit,
  BulkheadRejection,
  BulkheadRequest,
  BulkheadTicket,
  RejectionReason,
} from './admission';
import { Bulkhead } from './bulkhead';
import { QueueClearedError } from './bulkhead-errors';
import type { BulkheadOptions } from './bulkhead-options';
import type { WaitingCall } from './waiting-call';

/** Options of a {@link MeteredBulkhead}. Every field is optional. */
export interface MeteredBulkheadOptions extends BulkheadOptions {
  /** What to do when the queue is late, such as `adaptiveLifo()`. Default: always the oldest of the most urgent first. */
  readonly discipline?: QueueDiscipline | undefined;
}

/**
 * A bulkhead that is looked at and looked after: it counts what it refuses, knows how long its queue is in time, can be
 * emptied, and may change the order in which it serves. Any number may wait in it: joining and leaving the queue cost
 * O(log p) for p priorities in use.
 */
export class MeteredBulkhead extends Bulkhead {
  /** Called when anything about it has moved. On the hot path: raise a flag, nothing more. */
  moved: (() => void) | undefined = undefined;

  private readonly counts: Partial<Record<RejectionReason, number>> = {};

  /**
   * @param deadlines ends the waits; one for all bulkheads
   * @throws ConfigurationError
   */
  constructor(
    options: MeteredBulkheadOptions,
    clock: Clock,
    deadlines: DeadlineTimer,
    protected override readonly line: OrderedLine<WaitingCall> = new WaitQueue(
      options.discipline?.(),
    ),
  ) {
    super(options, clock, deadlines, line);
  }

  /** Calls refused so far, by reason; those that left by themselves are not among them. */
  get rejections(): Readonly<Partial<Record<RejectionReason, number>>> {
    return this.counts;
  }

  /** Milliseconds that the call has waited that waits longest; 0 when none does. O(priorities in use). */
  get oldestWait(): number {
    return Math.max(0, this.now() - this.line.least(({ since }) => since));
  }

  /** Which of equally urgent calls goes first; it changes only with a discipline. */
  get serving(): Serving {
    return this.line.order.newestFirst ? 'newest-first' : 'oldest-first';
  }

  /** Whether a newcomer would get a place at once. */
  get hasRoom(): boolean {
    return this.hasPlace() && this.line.size === 0;
  }

  /** `acquire` for what brings its own entry, so that waiting allocates nothing. It must not be waiting already. */
  admit(request: BulkheadRequest, call: WaitingCall): BulkheadOutcome | BulkheadTicket {
    return this.tryAcquire(request.key) ?? this.join(request, call);
  }

  /** Refuses everybody who waits, for the reason `cleared`. Calls under way go on, and whoever comes meanwhile stays. */
  clear(): void {
    const gone: WaitingCall[] = [];
    for (let { last } = this.line; last !== undefined; { last } = this.line) {
      this.depart(last);
      gone.push(last);
    }
    for (const call of gone) this.tell(call, this.refuse('cleared', call));
  }

  override errorOf(rejection: BulkheadRejection, details: ServiceErrorDetails): ConvoyError {
    return rejection.reason === 'cleared'
      ? new QueueClearedError(details)
      : super.errorOf(rejection, details);
  }

  override resize(limit: number): void {
    super.resize(limit);
    this.moved?.();
  }

  override pause(): void {
    super.pause();
    this.moved?.();
  }

  override resume(): void {
    super.resume();
    this.moved?.();
  }

  protected override join(
    request: BulkheadRequest,
    call: WaitingCall,
  ): BulkheadOutcome | BulkheadTicket {
    const outcome = super.join(request, call);
    this.moved?.();
    return outcome;
  }

  protected override depart(call: WaitingCall): boolean {
    this.moved?.();
    return super.depart(call);
  }

  protected override take(key: string | undefined): BulkheadPermit {
    this.moved?.();
    return super.take(key);
  }

  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- for limits per key
  protected override left(key: string | undefined): void {
    this.moved?.();
  }

  protected override refuse(reason: RejectionReason, call?: WaitingCall): BulkheadRejection {
    this.moved?.();
    this.counts[reason] = (this.counts[reason] ?? 0) + 1;
    return super.refuse(reason, call);
  }
}
