import type { Priority } from '../queue/priority';

/** What a call asks of a `Bulkhead`. */
export interface BulkheadRequest {
  /** Default `normal`. */
  readonly priority?: Priority | undefined;
  /** Epoch milliseconds: the call waits no longer, even when it might. Default: none. */
  readonly deadline?: number | undefined;
  /**
   * Milliseconds, >= 0, that the call will take once it has its place: it counts as no less urgent than one that came
   * when it would have to begin. Default 0.
   */
  readonly estimate?: number | undefined;
  /** What it shares a limit with, where there are limits per key. Default: none. */
  readonly key?: string | undefined;
}

/** A place for one call. It has to be given back, whatever becomes of the call. */
export interface BulkheadPermit {
  readonly permitted: true;
  readonly waiting: false;
  /** Gives the place to the next call that waits. Counts once, however often it is called. */
  release(): void;
}

/** The call waits for a place. */
export interface BulkheadTicket {
  readonly permitted: false;
  readonly waiting: true;
  /** Leaves the queue at once; nobody hears anything more. Does nothing when the waiting is over. */
  cancel(): void;
}

/**
 * Why a call gets no place.
 *
 * - `full`: there is no place, nor room to wait for one
 * - `displaced`: it waited, and a more urgent call took its room
 * - `timeout`: it has waited for as long as it may
 * - `cleared`: an operator emptied the queue
 */
export type RejectionReason = 'full' | 'displaced' | 'timeout' | 'cleared';

/** The call gets no place. */
export interface BulkheadRejection {
  readonly permitted: false;
  readonly waiting: false;
  readonly reason: RejectionReason;
  /** Milliseconds that it has waited. */
  readonly waited: number;
}

/** How the waiting of a call ended. */
export type BulkheadOutcome = BulkheadPermit | BulkheadRejection;
