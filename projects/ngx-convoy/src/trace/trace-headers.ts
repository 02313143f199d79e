import { DOCUMENT, inject, Service } from '@angular/core';
import { formatBaggage, formatTraceparent, type CallRecord } from 'ngx-convoy/core';
import { PAGE_BASE } from '../platform/page-base';
import { Propagation } from './propagation';
import { TRACING } from './tracing';

/** Makes the trace headers of an attempt, for those who may have them. */
@Service()
export class TraceHeaders {
  private readonly hasSeedHeaders: boolean;
  private readonly propagation: Propagation;
  private readonly baggage: (inherited: string | undefined) => string | undefined;

  constructor() {
    const { origin } = inject(DOCUMENT).location;
    const { propagateTo, headers, baggage } = inject(TRACING);
    this.hasSeedHeaders = headers === 'w3c+convoy';
    this.propagation = new Propagation(propagateTo, inject(PAGE_BASE), origin);
    this.baggage =
      baggage === undefined
        ? (inherited) => inherited
        : (inherited) => addMembers(typeof baggage === 'function' ? baggage() : baggage, inherited);
  }

  /**
   * @param spanId of the attempt
   * @param isSampled whether the attempt will be kept
   * @param base what stands before its path in the URL
   * @param path begins with `/`, `?` or `#`, or is empty
   * @returns what to send; `undefined` when the receiver is not on the allow-list
   */
  of(
    { context }: CallRecord,
    spanId: string,
    isSampled: boolean,
    base: string,
    path: string,
  ): Record<string, string> | undefined {
    if (!this.propagation.allows(base, path)) return undefined;
    const { traceId, random, tracestate } = context;
    const traceparent = formatTraceparent({ traceId, spanId, sampled: isSampled, random });
    const headers: Record<string, string> = this.hasSeedHeaders
      ? {
          traceparent,
          'X-Trace-ID': traceId,
          'X-Span-ID': spanId,
          'X-Parent-Span-ID': context.spanId,
          'X-Request-ID': context.spanId,
        }
      : { traceparent };
    if (tracestate !== undefined) headers['tracestate'] = tracestate;
    const baggage = this.baggage(context.baggage);
    if (baggage !== undefined) headers['baggage'] = baggage;
    return headers;
  }
}

function addMembers(
  members: Readonly<Record<string, string>>,
  inherited: string | undefined,
): string | undefined {
  let list = inherited;
  for (const [key, value] of Object.entries(members)) list = formatBaggage(key, value, list);
  return list;
}
