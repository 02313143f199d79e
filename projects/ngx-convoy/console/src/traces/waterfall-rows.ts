import type { Span } from 'ngx-convoy/core';

/** A span as one line of a waterfall. */
export interface WaterfallRow {
  readonly span: Span;
  /** 0 for what has no parent among the spans. */
  readonly depth: number;
  /** Where its bar begins, 0..1 of the whole trace. */
  readonly offset: number;
  /** How long its bar is, 0..1 of the whole trace. */
  readonly length: number;
  /** Milliseconds; `undefined` while it runs. */
  readonly durationMs: number | undefined;
}

/** A trace as a waterfall. */
export interface Waterfall {
  /** Parents before their children, children by their start. */
  readonly rows: readonly WaterfallRow[];
  /** Epoch milliseconds of the first start. */
  readonly start: number;
  /** Milliseconds from the first start to the last end. */
  readonly durationMs: number;
}

/**
 * Arranges the spans of one trace. A span whose parent is not there (still running, not kept, or on a server) stands at
 * the left; parents that form a ring, as damaged data may have it, lose nothing either.
 *
 * @param now epoch milliseconds: as long is the bar of what still runs
 */
export function arrangeWaterfall(spans: readonly Span[], now: number): Waterfall {
  const start = Math.min(...spans.map((span) => span.start));
  const end = Math.max(...spans.map((span) => span.end ?? now));
  const whole = Math.max(end - start, Number.MIN_VALUE);
  const share = (ms: number): number => Math.min(1, Math.max(0, ms / whole));

  const known = new Set(spans.map(({ spanId }) => spanId));
  const children = new Map<string | undefined, Span[]>();
  for (const span of spans) {
    const { parentSpanId } = span;
    const parent = parentSpanId !== undefined && known.has(parentSpanId) ? parentSpanId : undefined;
    const siblings = children.get(parent) ?? [];
    siblings.push(span);
    children.set(parent, siblings);
  }

  const rows: WaterfallRow[] = [];
  const placed = new Set<Span>();
  const place = (siblings: readonly Span[], depth: number): void => {
    for (const span of [...siblings].sort((a, b) => a.start - b.start)) {
      if (placed.has(span)) continue;
      placed.add(span);
      const until = span.end ?? now;
      rows.push({
        span,
        depth,
        offset: share(span.start - start),
        length: share(until - span.start),
        durationMs: span.end === undefined ? undefined : span.end - span.start,
      });
      place(children.get(span.spanId) ?? [], depth + 1);
    }
  };
  place(children.get(undefined) ?? [], 0);
  place(spans, 0);
  return { rows, start, durationMs: spans.length === 0 ? 0 : end - start };
}
