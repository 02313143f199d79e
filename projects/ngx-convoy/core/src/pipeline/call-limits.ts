import type { BulkheadPriority } from '../bulkhead/bulkhead-options';

/** What one call may ask for, beside the options of its pipeline. */
export interface CallLimits {
  /** Whether sending it twice does no harm; only then is it repeated or hedged. */
  readonly idempotent: boolean;
  /** Milliseconds for one attempt, >= 0; `Infinity` for no limit. */
  readonly timeout: number;
  /** Milliseconds for the whole call, waiting included, >= 0; `Infinity` for no limit. */
  readonly deadline: number;
  /** Further attempts after the first, >= 0. */
  readonly retries: number;
  /** Who goes first when calls have to wait. Default `normal`. */
  readonly priority?: BulkheadPriority | undefined;
}

/** What a call to a service with instances may ask for. */
export interface ServiceCallLimits extends CallLimits {
  /** What it sticks by, such as a user's id: with `rendezvous`, the same key goes to the same instance. */
  readonly affinity?: string | undefined;
}
