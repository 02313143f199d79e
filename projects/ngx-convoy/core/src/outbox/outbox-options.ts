import { requireNumbers } from '../options';

/** How a queue of writes is drained. */
export interface OutboxOptions {
  /** Entries that are kept at most, dead letters among them, a whole number of 1 or more. Default 500. */
  readonly capacity?: number | undefined;
  /** Milliseconds, > 0, after which an entry that could not be sent becomes a dead letter. Default 72 hours. */
  readonly maxAge?: number | undefined;
  /** Milliseconds, > 0: the longest wait after the first failed attempt; it doubles with each. Default 1,000. */
  readonly base?: number | undefined;
  /** Milliseconds, >= `base`: the longest wait of all. Default 5 minutes. */
  readonly max?: number | undefined;
  /** Entries sent in a second at most, > 0. It begins with one a second, and grows with each success. Default 5. */
  readonly rate?: number | undefined;
  /** Entries under way at once, of different keys, a whole number of 1 or more. Default 4. */
  readonly concurrency?: number | undefined;
  /**
   * Milliseconds, > 0, that one attempt may take. Afterwards it is cut off, and another tab may take the entry over.
   * Default 30,000.
   */
  readonly term?: number | undefined;
}

/** {@link OutboxOptions}, checked, with every default filled in. */
export type ResolvedOutboxOptions = Readonly<Record<keyof OutboxOptions, number>>;

/**
 * Checks the options of an outbox, and fills in what is left out.
 *
 * @throws ConfigurationError naming the option, what was given and the allowed range
 */
export function resolveOutboxOptions(options: OutboxOptions = {}): ResolvedOutboxOptions {
  const { base = 1_000 } = options;
  return requireNumbers('outbox.', options, {
    capacity: [500, { min: 1, integer: true }],
    maxAge: [259_200_000, { exclusiveMin: 0 }],
    base: [1_000, { exclusiveMin: 0 }],
    max: [Math.max(300_000, base), { min: base }],
    rate: [5, { exclusiveMin: 0 }],
    concurrency: [4, { min: 1, integer: true }],
    term: [30_000, { exclusiveMin: 0 }],
  });
}
