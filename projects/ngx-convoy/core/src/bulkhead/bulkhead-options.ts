import type { NumberRange } from '../expected';
import { requireNumber } from '../options';
import type { Priority } from '../queue/priority';
import type { QueueDiscipline } from '../queue/queue-discipline';

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
  /** Whom to serve first when the queue is late, such as `adaptiveLifo()`. Default: always the oldest of the most urgent. */
  readonly discipline?: QueueDiscipline | undefined;
}

/** What a bulkhead does when nothing is said. */
export const BULKHEAD_DEFAULTS = { limit: 6, queueLimit: 100, maxWait: 10_000 } as const;

/** Options after validation: what has no limit is `Infinity`. */
export interface BulkheadSettings {
  readonly limit: number;
  readonly queueLimit: number;
  readonly maxWait: number;
}

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveBulkheadOptions(options: BulkheadOptions): BulkheadSettings {
  return {
    limit: requireLimit(options.limit ?? BULKHEAD_DEFAULTS.limit),
    queueLimit: orEndless('queueLimit', options.queueLimit ?? BULKHEAD_DEFAULTS.queueLimit, {
      min: 0,
      integer: true,
    }),
    maxWait: orEndless('maxWait', options.maxWait ?? BULKHEAD_DEFAULTS.maxWait, {
      exclusiveMin: 0,
    }),
  };
}

/** A number of calls that may be under way. @throws ConfigurationError */
export function requireLimit(limit: number): number {
  return requireNumber('limit', limit, { min: 1, integer: true });
}

function orEndless(option: string, value: number | false, range: NumberRange): number {
  return value === false ? Infinity : requireNumber(option, value, range);
}
