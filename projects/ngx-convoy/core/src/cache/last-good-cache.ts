import { requireNumber } from '../options';

/** An answer that was good once. */
export interface LastGood<T> {
  readonly value: T;
  /** Epoch milliseconds at which it was good. */
  readonly at: number;
  /** Milliseconds since then, >= 0. */
  readonly age: number;
}

/**
 * Keeps the last good answers. Bounded: the one that was not used for the longest time makes room.
 *
 * @usageNotes
 * ```ts
 * const cache = new LastGoodCache<Product[]>({ maxEntries: 50 });
 * cache.put('/products', products, clock.now());
 * const last = cache.get('/products', clock.now()); // { value, at, age } | undefined
 * ```
 */
export class LastGoodCache<T> {
  /** In the order of use: a Map iterates in the order of insertion. */
  private readonly entries = new Map<string, { readonly value: T; readonly at: number }>();
  private readonly maxEntries: number;

  /** @param options `maxEntries`: a whole number of 1 or more. Default 200 */
  constructor({ maxEntries = 200 }: { readonly maxEntries?: number | undefined } = {}) {
    this.maxEntries = requireNumber('maxEntries', maxEntries, { min: 1, integer: true });
  }

  get size(): number {
    return this.entries.size;
  }

  /** @param now epoch milliseconds */
  put(key: string, value: T, now: number): void {
    this.entries.delete(key);
    this.entries.set(key, { value, at: now });
    if (this.entries.size > this.maxEntries) this.evictOldest();
  }

  /** The last good answer and how old it is; using it keeps it. */
  get(key: string, now: number): LastGood<T> | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, entry);
    return { value: entry.value, at: entry.at, age: Math.max(0, now - entry.at) };
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }

  private evictOldest(): void {
    for (const key of this.entries.keys()) {
      this.entries.delete(key);
      return;
    }
  }
}
