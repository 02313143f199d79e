import { requireNumber } from '../options';

/**
 * How urgent a waiting call is. A call counts as if it had come earlier: `critical` by 60 s, `high` by 10 s; `low` counts
 * as if it came 30 s later. A number is such a head start in milliseconds, of either sign.
 */
export type BulkheadPriority = 'critical' | 'high' | 'normal' | 'low' | number;

/** How many calls may be under way, and how many may wait. Every field is optional. */
export interface BulkheadOptions {
  /** Calls under way at the same time, >= 1. Default 6: a browser opens no more connections to a host over HTTP/1.1. */
  readonly limit?: number | undefined;
  /** Calls that may wait, >= 0. Default 100. */
  readonly queueLimit?: number | undefined;
  /** Milliseconds, > 0, that a call may wait; `false` = as long as its own deadline allows. Default 10,000. */
  readonly maxWait?: number | false | undefined;
}

/** What a bulkhead does when nothing is said. */
export const BULKHEAD_DEFAULTS = { limit: 6, queueLimit: 100, maxWait: 10_000 } as const;

/** Options after validation: waiting without a limit is `Infinity`. */
export interface BulkheadSettings {
  readonly limit: number;
  readonly queueLimit: number;
  readonly maxWait: number;
}

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveBulkheadOptions(options: BulkheadOptions): BulkheadSettings {
  const { limit, queueLimit, maxWait } = BULKHEAD_DEFAULTS;
  return {
    limit: requireLimit(options.limit ?? limit),
    queueLimit: requireNumber('queueLimit', options.queueLimit ?? queueLimit, {
      min: 0,
      integer: true,
    }),
    maxWait:
      options.maxWait === false
        ? Infinity
        : requireNumber('maxWait', options.maxWait ?? maxWait, { exclusiveMin: 0 }),
  };
}

export function requireLimit(limit: number): number {
  return requireNumber('limit', limit, { min: 1, integer: true });
}

const HEAD_STARTS: Readonly<Record<string, number>> = {
  critical: 60_000,
  high: 10_000,
  normal: 0,
  low: -30_000,
};

/** Milliseconds by which a call counts as if it had come earlier. @throws ConfigurationError */
export function headStart(priority: BulkheadPriority): number {
  return requireNumber('priority', typeof priority === 'number' ? priority : HEAD_STARTS[priority]);
}
