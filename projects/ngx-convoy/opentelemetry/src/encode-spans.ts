import type { Span } from 'ngx-convoy/core';
import {
  type Attributes,
  attributesOf,
  encode,
  nanoseconds,
  SCHEMA_URL,
  shorten,
} from './otlp-json';

/** `SpanKind`: an attempt is a request to somebody else, everything else happens here. */
const INTERNAL = 1;
const CLIENT = 3;
/** `StatusCode` */
const STATUS = { unset: 0, ok: 1, error: 2 } as const;
/** `SpanFlags`: whether the parent is remote is known, and it is. */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

/**
 * A span that has ended, in OTLP/JSON: ids in hex, enums as numbers, integers of 64 bits as decimal strings. In ASCII, so
 * that its length is its size in bytes.
 *
 * @see OpenTelemetry Protocol 1.9, JSON Protobuf Encoding
 */
export function encodeSpan(span: Span & { readonly end: number }): string {
  const { parentSpanId, tracestate, flags = 1, parentIsRemote = false, events = [] } = span;
  return encode({
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId,
    traceState: tracestate,
    flags: (flags & 0xff) | HAS_IS_REMOTE | (parentIsRemote ? IS_REMOTE : 0),
    name: shorten(span.name),
    kind: span.kind === 'attempt' ? CLIENT : INTERNAL,
    startTimeUnixNano: nanoseconds(span.start),
    // A clock that was set back in between must not make it end before it began.
    endTimeUnixNano: nanoseconds(Math.max(span.start, span.end)),
    attributes: attributesOf(span.attributes),
    events:
      events.length === 0
        ? undefined
        : events.map(({ name, time, attributes }) => ({
            timeUnixNano: nanoseconds(time),
            name,
            attributes: attributesOf(attributes),
          })),
    status: {
      code: STATUS[span.status],
      message: span.message === undefined ? undefined : shorten(span.message),
    },
  });
}

/** What stands around spans in the body of a request. */
export interface Envelope {
  readonly head: string;
  readonly tail: string;
}

/** @param resource what sends the spans */
export function envelopeOf(resource: Attributes): Envelope {
  const around = encode({
    resourceSpans: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeSpans: [{ scope: { name: 'ngx-convoy' }, spans: [], schemaUrl: SCHEMA_URL }],
        schemaUrl: SCHEMA_URL,
      },
    ],
  });
  const at = around.indexOf('"spans":[') + '"spans":['.length;
  return { head: around.slice(0, at), tail: around.slice(at) };
}
