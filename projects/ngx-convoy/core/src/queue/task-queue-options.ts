import type { MeteredBulkheadOptions } from '../bulkhead/metered-bulkhead';
import type { NumberRange } from '../expected';
import { requireNumber } from '../options';

/** How many tasks of a queue may run, and how many may wait. Every field is optional. */
export interface TaskQueueOptions extends MeteredBulkheadOptions {
  /** What its errors call it. Default `tasks`. */
  readonly name?: string | undefined;
  /** Tasks with the same key that may run at the same time, >= 1, or that number for a key. Default: no such limit. */
  readonly limitPerKey?: LimitPerKey | undefined;
  /** Tasks that may run at the same time, >= 1. Default 6. */
  readonly limit?: number | undefined;
  /** Tasks that may wait, >= 0; `false` for any number. Default `false`. */
  readonly queueLimit?: number | false | undefined;
  /** Milliseconds, > 0, that a task may wait; `false` = as long as it takes. Default `false`. */
  readonly maxWait?: number | false | undefined;
}

/** A limit for every key, or one for each. */
export type LimitPerKey = number | ((key: string) => number);

/** What a limit for a key may be. */
export const LIMIT_PER_KEY: NumberRange = { min: 1, integer: true };

/** The limit for each key. @throws ConfigurationError */
export function resolveLimitPerKey(limit: LimitPerKey): (key: string) => number {
  if (typeof limit === 'function') return (key) => requireLimitPerKey(limit(key));
  requireLimitPerKey(limit);
  return () => limit;
}

function requireLimitPerKey(limit: number): number {
  return requireNumber('limitPerKey', limit, LIMIT_PER_KEY);
}
