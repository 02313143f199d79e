import type { NumberRange } from '../expected';
import { requireNumbers } from '../options';
import type { Priority } from '../queue/priority';

/** How urgent a waiting call is. */
export type BulkheadPriority = Priority;

/** How many calls may be under way, and how many may wait. Every field is optional. */
export interface BulkheadOptions {
  /** Calls under way at the same time, >= 1. Default 6: a browser opens no more connections to a host over HTTP/1.1. */
  readonly limit?: number | undefined;
  /** Calls that may wait, >= 0; `false` for any number. Default 100. */
  readonly queueLimit?: number | false | undefined;
  /** Milliseconds, > 0, that a call may wait; `false` = as long as its own deadline allows. Default 10,000. */
  readonly maxWait?: number | false | undefined;
}

/** What a bulkhead does when nothing is said. */
export const BULKHEAD_DEFAULTS = { limit: 6, queueLimit: 100, maxWait: 10_000 } as const;

/** Options after validation: what has no limit is `Infinity`. */
export type BulkheadSettings = Readonly<Record<keyof BulkheadOptions, number>>;

/** What a number of calls that may be under way has to be. */
export const LIMIT: NumberRange = { min: 1, integer: true };

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveBulkheadOptions(options: BulkheadOptions): BulkheadSettings {
  const { limit, queueLimit, maxWait } = BULKHEAD_DEFAULTS;
  return requireNumbers('', options, {
    limit: [limit, LIMIT],
    queueLimit: [queueLimit, { min: 0, integer: true, off: true }],
    maxWait: [maxWait, { exclusiveMin: 0, off: true }],
  });
}
