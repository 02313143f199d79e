import { requireNumber } from '../options';
import type { Span } from './span';

/** The last spans, or whole calls, for people to look at. Bounded: a new one pushes the oldest out. */
export class TraceRing<T extends { readonly traceId: string } = Span> {
  private readonly spans: T[] = [];
  private next = 0;

  /** @param capacity spans, a whole number of 1 or more */
  constructor(private readonly capacity = 200) {
    requireNumber('capacity', capacity, { min: 1, integer: true });
  }

  add(span: T): void {
    this.spans[this.next] = span;
    this.next = (this.next + 1) % this.capacity;
  }

  /** The last `limit` spans, newest first. */
  recent(limit: number): readonly T[] {
    return Array.from(this.newestFirst()).slice(0, Math.max(0, limit));
  }

  /** The kept spans of one trace, oldest first. */
  ofTrace(traceId: string): readonly T[] {
    return Array.from(this.newestFirst())
      .filter((span) => span.traceId === traceId)
      .reverse();
  }

  private *newestFirst(): Iterable<T> {
    const { spans, next } = this;
    for (let age = 1; age <= spans.length; age++) {
      const span = spans[(next - age + spans.length) % spans.length];
      if (span !== undefined) yield span;
    }
  }
}
