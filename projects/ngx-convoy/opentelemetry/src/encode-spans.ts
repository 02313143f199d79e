import type { AttributeValue, Span } from 'ngx-convoy/core';

/** The version of the conventions that names and attributes follow. */
const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.44.0';
/** Characters of a text that are sent; no attribute of ours needs more. */
const LONGEST_TEXT = 1_024;

/** `SpanKind`: an attempt is a request to somebody else, everything else happens here. */
const INTERNAL = 1;
const CLIENT = 3;
/** `StatusCode` */
const STATUS = { unset: 0, ok: 1, error: 2 } as const;
/** `SpanFlags`: whether the parent is remote is known, and it is. */
const HAS_IS_REMOTE = 0x100;
const IS_REMOTE = 0x200;

type Attributes = Readonly<Record<string, AttributeValue>>;

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

function attributesOf(attributes: Attributes): readonly object[] {
  return Object.entries(attributes).map(([key, value]) => ({ key, value: valueOf(value) }));
}

function valueOf(value: AttributeValue): object {
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'string') return { stringValue: shorten(value) };
  if (Number.isSafeInteger(value)) return { intValue: String(value) };
  // The JSON of protobuf has words for what JSON has no numbers for.
  return { doubleValue: Number.isFinite(value) ? value : String(value) };
}

/** @param ms epoch milliseconds, fractions allowed */
function nanoseconds(ms: number): string {
  return String(BigInt(Math.round(ms * 1_000)) * 1_000n);
}

function shorten(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}\u2026` : text;
}

function encode(message: object): string {
  return JSON.stringify(message).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
