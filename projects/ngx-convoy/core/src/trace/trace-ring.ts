import { requireNumber } from '../options';

/** What has come into a ring since somebody last looked. */
export interface RingNews<T> {
  /** Oldest first. */
  readonly items: readonly T[];
  /** So many were pushed out before anybody looked. */
  readonly missed: number;
  /** Where to go on the next time. */
  readonly cursor: number;
}

/**
 * The last traces, for people to look at and for exporters to send. Bounded: a new one pushes the oldest out, and whoever
 * reads too slowly is told how many were missed.
 */
export class TraceRing<T extends { readonly traceId: string }> {
  private readonly items: T[] = [];
  private count = 0;

  /** @param capacity a whole number of 1 or more */
  constructor(private readonly capacity = 200) {
    requireNumber('capacity', capacity, { min: 1, integer: true });
  }

  /** How many have ever come in. */
  get added(): number {
    return this.count;
  }

  add(item: T): void {
    this.items[this.count % this.capacity] = item;
    this.count += 1;
  }

  /** The last `limit`, newest first. */
  recent(limit: number): readonly T[] {
    return this.between(Math.max(this.oldest, this.count - limit), this.count).reverse();
  }

  /** What is kept of one trace, oldest first. */
  ofTrace(traceId: string): readonly T[] {
    return this.between(this.oldest, this.count).filter((item) => item.traceId === traceId);
  }

  /**
   * What has come in since `cursor`, at most `limit` of it.
   *
   * @param cursor of the last news; `added` to begin with what comes next
   */
  since(cursor: number, limit = Infinity): RingNews<T> {
    const start = Math.max(cursor, this.oldest);
    const end = Math.min(this.count, start + limit);
    return { items: this.between(start, end), missed: start - cursor, cursor: end };
  }

  private get oldest(): number {
    return Math.max(0, this.count - this.capacity);
  }

  private between(start: number, end: number): T[] {
    const found: T[] = [];
    for (let at = start; at < end; at++) {
      const item = this.items[at % this.capacity];
      if (item !== undefined) found.push(item);
    }
    return found;
  }
}
