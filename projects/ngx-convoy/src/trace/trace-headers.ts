import { DOCUMENT, inject, Service } from '@angular/core';
import { formatTraceparent } from 'ngx-convoy/core';
import type { OpenTrace } from './open-trace';
import { TRACING } from './tracing';

/** Makes the trace headers of an attempt, for those who may have them. */
@Service()
export class TraceHeaders {
  private readonly options = inject(TRACING);
  private readonly ownOrigin: string = inject(DOCUMENT).location.origin;
  private readonly origins = new Set(
    Array.isArray(this.options.propagateTo) ? (this.options.propagateTo as readonly string[]) : [],
  );

  /**
   * @param url where the attempt goes
   * @returns `undefined` when the receiver is not on the allow-list
   */
  of(trace: OpenTrace, spanId: string, url: string): Record<string, string> | undefined {
    if (!this.allows(url)) return undefined;
    const { traceId, spanId: parentSpanId, sampled } = trace.context;
    const traceparent = formatTraceparent({ traceId, spanId, sampled });
    if (this.options.headers !== 'w3c+convoy') return { traceparent };
    return {
      traceparent,
      'X-Trace-ID': traceId,
      'X-Span-ID': spanId,
      'X-Parent-Span-ID': parentSpanId,
      'X-Request-ID': parentSpanId,
    };
  }

  private allows(url: string): boolean {
    const origin = /^https?:\/\/[^/?#]+/.exec(url)?.[0] ?? this.ownOrigin;
    if (origin === this.ownOrigin || this.origins.has(origin)) return true;
    return this.options.propagateTo === 'services';
  }
}
