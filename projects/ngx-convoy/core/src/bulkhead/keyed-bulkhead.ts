import type { Clock } from '../clock';
import { KeyedQueue } from '../queue/keyed-queue';
import type { DeadlineTimer } from '../timeout/deadline-timer';
import type { BulkheadPermit } from './admission';
import { MeteredBulkhead, type MeteredBulkheadOptions } from './metered-bulkhead';
import type { WaitingCall } from './waiting-call';

/** A bulkhead with a limit for each key beside the one for all: a call whose key is at its limit is in nobody's way. */
export class KeyedBulkhead extends MeteredBulkhead {
  private readonly keys: KeyedQueue<WaitingCall>;

  /**
   * @param limitOf what may be under way at the same time for a key, >= 1; asked when a key is first seen
   * @throws ConfigurationError
   */
  constructor(
    options: MeteredBulkheadOptions,
    limitOf: (key: string) => number,
    clock: Clock,
    deadlines: DeadlineTimer,
  ) {
    const keys = new KeyedQueue<WaitingCall>(limitOf, options.discipline?.());
    super(options, clock, deadlines, keys);
    this.keys = keys;
  }

  /** Calls with a key that are under way. */
  inFlightOf(key: string): number {
    return this.keys.inFlight(key);
  }

  /** Changes the limits. What is under way stays. @param limitOf as for the constructor */
  resizeKeys(limitOf: (key: string) => number): void {
    this.keys.relimit(limitOf);
    this.grant();
  }

  protected override admits(key: string | undefined): boolean {
    return this.keys.admits(key);
  }

  protected override take(key: string | undefined): BulkheadPermit {
    // First: it may refuse the limit of a key that it sees for the first time.
    this.keys.enter(key);
    return super.take(key);
  }

  protected override left(key: string | undefined): void {
    this.keys.leave(key);
    super.left(key);
  }
}
