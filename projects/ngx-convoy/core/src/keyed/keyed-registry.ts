import type { Clock } from '../clock';
import { requireNumber } from '../options';

/** What a {@link KeyedRegistry} keeps, and how much of it. */
export interface KeyedRegistryOptions<T> {
  /** Makes the value of a key that is asked for the first time; without a key, the one that all others share. */
  readonly create: (key: string | undefined) => T;
  /**
   * Whether a value may be forgotten: whoever gets a new one in its place must not notice.
   *
   * @param now epoch milliseconds
   */
  readonly isIdle: (value: T, now: number) => boolean;
  /** The most keys that have a value of their own, >= 1. Default 1,000. */
  readonly capacity?: number | undefined;
}

/** Milliseconds for which a search in vain is not repeated: in a flood of new keys each would look at everybody. */
const SEARCH_PAUSE = 1_000;

/**
 * A value for each key, such as a circuit breaker for each host, in bounded memory.
 *
 * When it is full, a new key takes the place of the one that was used least recently **among those that are idle**: who is
 * busy or in trouble is never forgotten, however many keys come along, so that a flood of addresses that do not exist cannot
 * reset the breaker of a service that is failing. When nobody is idle, new keys share one value until somebody is.
 *
 * @usageNotes
 * ```ts
 * const bulkheads = new KeyedRegistry(
 *   {
 *     create: () => new Bulkhead({ limit: 6 }, clock, deadlines),
 *     isIdle: ({ inFlight, waiting }) => inFlight + waiting === 0,
 *   },
 *   clock,
 * );
 * bulkheads.get(origin).acquire();
 * ```
 */
export class KeyedRegistry<T> implements Iterable<readonly [key: string, value: T]> {
  /** What new keys share while nobody is idle. */
  readonly shared: T;

  readonly #entries = new Map<string, { readonly value: T; usedAt: number }>();
  readonly #create: (key: string | undefined) => T;
  readonly #isIdle: (value: T, now: number) => boolean;
  readonly #capacity: number;
  readonly #clock: Clock;
  /** Counts the uses: a clock could stand still between two of them. */
  #uses = 0;
  /** Epoch milliseconds of the latest search in vain. */
  #searchedAt = -Infinity;

  /** @throws ConfigurationError when the capacity is no whole number of 1 or more */
  constructor({ create, isIdle, capacity = 1_000 }: KeyedRegistryOptions<T>, clock: Clock) {
    this.#capacity = requireNumber('capacity', capacity, { min: 1, integer: true });
    this.#create = create;
    this.#isIdle = isIdle;
    this.#clock = clock;
    this.shared = create(undefined);
  }

  /** Keys that have a value of their own. */
  get size(): number {
    return this.#entries.size;
  }

  /** The value of the key; a new one when it has none yet. O(1), but for a new key when it is full: O(capacity). */
  get(key: string): T {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      entry.usedAt = ++this.#uses;
      return entry.value;
    }
    if (this.#entries.size >= this.#capacity && !this.#makeRoom()) return this.shared;
    const value = this.#create(key);
    this.#entries.set(key, { value, usedAt: ++this.#uses });
    return value;
  }

  /** The value of the key, if it has one of its own; looking at it is no use. */
  peek(key: string): T | undefined {
    return this.#entries.get(key)?.value;
  }

  /** Forgets a key, idle or not. @returns whether it had a value of its own */
  delete(key: string): boolean {
    return this.#entries.delete(key);
  }

  /** Keys with their values, in the order in which they came. */
  *[Symbol.iterator](): IterableIterator<readonly [key: string, value: T]> {
    for (const [key, { value }] of this.#entries) yield [key, value];
  }

  #makeRoom(): boolean {
    const now = this.#clock.now();
    if (Math.abs(now - this.#searchedAt) < SEARCH_PAUSE) return false;
    let leastUsed = Infinity;
    let idle: string | undefined;
    for (const [key, { value, usedAt }] of this.#entries) {
      if (usedAt >= leastUsed || !this.#isIdle(value, now)) continue;
      leastUsed = usedAt;
      idle = key;
    }
    if (idle === undefined) this.#searchedAt = now;
    return idle !== undefined && this.#entries.delete(idle);
  }
}
