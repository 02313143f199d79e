import { parseBaggage } from './baggage';
import { parseTracestate } from './tracestate';
import { trimBlanks } from './trim-blanks';

/** Where a request stands in its trace. @see W3C Trace Context, Level 2; W3C Baggage */
export interface TraceContext {
  /** 32 lower-case hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lower-case hex digits, not all zero: the span that is now the parent. */
  readonly spanId: string;
  /** Whether somebody may be recording this trace. */
  readonly sampled: boolean;
  /** Whether the last 56 bits of the trace id are random, so that others may sample by them. Passed on as it came. */
  readonly random?: boolean | undefined;
  /** Vendors' own list, opaque. */
  readonly tracestate?: string | undefined;
  /** The app's own list, for everybody on the way. */
  readonly baggage?: string | undefined;
}

const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/;
const SAMPLED = 1;
const RANDOM = 2;

/**
 * Reads a `traceparent` header.
 *
 * @returns `undefined` when it must be ignored: malformed, version `ff`, or an id of zeros. A version of the future is
 *   read as far as version 00 goes, as the standard demands.
 */
export function parseTraceparent(header: string | null | undefined): TraceContext | undefined {
  const match = TRACEPARENT.exec(trimBlanks(header ?? ''));
  if (match === null) return undefined;
  const [, version, traceId = '', spanId = '', digits = '', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  const flags = Number.parseInt(digits, 16);
  return {
    traceId,
    spanId,
    sampled: (flags & SAMPLED) !== 0,
    // Level 1 says nothing of randomness, nor does a version that we do not know.
    random: version === '00' && (flags & RANDOM) !== 0,
  };
}

/** Writes a `traceparent` header of version 00. Flags that are not defined are zero, as the standard demands. */
export function formatTraceparent(context: TraceContext): string {
  return `00-${context.traceId}-${context.spanId}-0${traceFlags(context)}`;
}

/** The 8 bits of W3C `trace-flags`: 1 for sampled, 2 for a random trace id. */
export function traceFlags({ sampled, random }: TraceContext): 0 | 1 | 2 | 3 {
  if (random === true) return sampled ? 3 : 2;
  return sampled ? 1 : 0;
}

/**
 * Reads the context that somebody else has sent.
 *
 * @param header gives a header by its lower-case name; several of the same name joined by a comma
 * @returns `undefined` without a valid `traceparent`: `tracestate` must not be looked at then
 */
export function extractTraceContext(
  header: (name: 'traceparent' | 'tracestate' | 'baggage') => string | null | undefined,
): TraceContext | undefined {
  const context = parseTraceparent(header('traceparent'));
  return (
    context && {
      ...context,
      tracestate: parseTracestate(header('tracestate')),
      baggage: parseBaggage(header('baggage')),
    }
  );
}
