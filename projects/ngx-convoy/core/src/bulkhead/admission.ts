/** A place for one call. It has to be given back, whatever becomes of the call. */
export interface BulkheadPermit {
  readonly permitted: true;
  readonly waiting: false;
  /** Gives the place to the next call that waits. Counts once, however often it is called. */
  release(): void;
}

/** The call waits for a place. Its {@link BulkheadWaiter} hears what becomes of it. */
export interface BulkheadTicket {
  readonly permitted: false;
  readonly waiting: true;
  /** Leaves the queue at once; the waiter hears nothing more. Does nothing when the waiting is over. */
  cancel(): void;
}

/** Why a call gets no place. */
export interface BulkheadRejection {
  readonly permitted: false;
  readonly waiting: false;
  /**
   * `full`: there is no place, nor room to wait for one. `displaced`: it waited, and a more urgent call took its room.
   * `timeout`: it waited for as long as it may.
   */
  readonly reason: 'full' | 'displaced' | 'timeout';
}

/** Hears, once, how the waiting of a call ended; not before `acquire` has returned. */
export interface BulkheadWaiter {
  granted(permit: BulkheadPermit): void;
  rejected(rejection: BulkheadRejection): void;
}
