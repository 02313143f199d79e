import type { Span } from 'ngx-convoy/core';
import type { Traces } from 'ngx-convoy';
import { encodeSpan, type Envelope } from './encode-spans';

/** Spans in one request. */
export interface SpanBatch {
  /** ASCII: its length is its size in bytes. */
  readonly body: string;
  readonly spans: number;
}

/** Calls and operations that are put into words at a time. */
const STEP = 16;

/**
 * What is still to be sent. The store of traces is the queue: bounded as it is, it costs a request nothing, and what was
 * pushed out of it before it could be sent is counted.
 */
export class SpanBacklog {
  /** Calls and operations that were pushed out before they could be sent. */
  missed = 0;

  private cursor: number;
  /** Already in words, but not yet in a batch. */
  private readonly encoded: string[] = [];

  constructor(
    private readonly traces: Traces,
    private readonly envelope: Envelope,
  ) {
    this.cursor = traces.kept;
  }

  /** Calls and operations that wait. */
  get waiting(): number {
    return this.traces.kept - this.cursor + (this.encoded.length > 0 ? 1 : 0);
  }

  /**
   * The next spans, oldest first, as many as fit.
   *
   * @param maxBytes of the body
   * @param atLeastOne whether a span goes that is too large by itself: it is for the collector to refuse it then
   */
  take(maxBytes: number, atLeastOne: boolean): SpanBatch | undefined {
    const { head, tail } = this.envelope;
    const spans: string[] = [];
    let size = head.length + tail.length;
    for (let next = this.peek(); next !== undefined; next = this.peek()) {
      const longer = size + next.length + (spans.length > 0 ? 1 : 0);
      if (longer > maxBytes && (spans.length > 0 || !atLeastOne)) break;
      size = longer;
      spans.push(next);
      this.encoded.shift();
    }
    return spans.length === 0
      ? undefined
      : { body: head + spans.join(',') + tail, spans: spans.length };
  }

  private peek(): string | undefined {
    while (this.encoded.length === 0 && this.cursor < this.traces.kept) {
      const news = this.traces.since(this.cursor, STEP);
      this.cursor = news.cursor;
      this.missed += news.missed;
      this.encoded.push(...this.traces.spans(news.items).filter(hasEnded).map(encodeSpan));
    }
    return this.encoded[0];
  }
}

function hasEnded(span: Span): span is Span & { readonly end: number } {
  return span.end !== undefined;
}
