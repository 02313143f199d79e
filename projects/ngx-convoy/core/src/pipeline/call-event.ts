/** Who refused a call, or an attempt of it, before anything was sent. */
export type RefusedBy =
  'deadline' | 'bulkhead' | 'rate-limit' | 'throttle' | 'breaker' | 'balance' | 'origin';

/**
 * What happens to a call between its start and its end, beside its attempts. `at`: epoch milliseconds.
 *
 * For traces and for the console; none is made unless somebody listens.
 */
export type CallEvent =
  /** It waits for a place: in its service's bulkhead or queue, or at the origin of its instance. */
  | {
      readonly type: 'queued';
      readonly at: number;
      readonly by: 'bulkhead' | 'origin' | 'rate-limit';
    }
  /** The waiting is over, and it goes on. */
  | { readonly type: 'admitted'; readonly at: number; readonly waitedMs: number }
  /** It ends here: nothing more is sent. `reason` in words. */
  | {
      readonly type: 'refused';
      readonly at: number;
      readonly by: RefusedBy;
      readonly reason: string;
    }
  /** A further attempt is planned. `attempt`: its number, 2 for the first repetition. */
  | {
      readonly type: 'retry';
      readonly at: number;
      readonly attempt: number;
      readonly delayMs: number;
    }
  /** A further attempt was wanted, but is not made. */
  | {
      readonly type: 'no-retry';
      readonly at: number;
      readonly reason: 'deadline' | 'budget' | 'duration' | 'throttle';
    }
  /** A second attempt is sent beside the first. */
  | { readonly type: 'hedge'; readonly at: number; readonly attempt: number }
  | { readonly type: 'no-hedge'; readonly at: number; readonly reason: 'budget' | 'origin' };
