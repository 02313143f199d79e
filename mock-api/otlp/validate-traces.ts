import {
  described,
  enumeration,
  fixed64,
  flags,
  id,
  isDigits,
  list,
  message,
  name,
  problemsOf,
  resource,
  text,
  tracestate,
  uint32,
} from './otlp-checks.ts';
import type { OtlpTraces } from './otlp-span.ts';

/**
 * What of a body is not what OTLP/JSON wants. Stricter than a receiver has to be: a member that the protocol does not know
 * must be ignored by receivers, and is a mistake of ours.
 *
 * @returns one sentence for each fault; empty when all is well, and then the body is an {@link OtlpTraces}
 * @see OpenTelemetry Protocol 1.9, JSON Protobuf Encoding; trace.proto, common.proto, resource.proto
 */
export function validateTraces(body: unknown): readonly string[] {
  return problemsOf(request, body);
}

/** A body that has passed {@link validateTraces}. */
export function isTraces(body: unknown): body is OtlpTraces {
  return validateTraces(body).length === 0;
}

const event = message({ timeUnixNano: fixed64, name, ...described }, ['timeUnixNano', 'name']);

const link = message(
  { traceId: id(16), spanId: id(8), traceState: tracestate, flags, ...described },
  ['traceId', 'spanId'],
);

const span = message(
  {
    traceId: id(16),
    spanId: id(8),
    traceState: tracestate,
    parentSpanId: id(8),
    flags,
    name,
    kind: enumeration(5, 1),
    startTimeUnixNano: fixed64,
    endTimeUnixNano: fixed64,
    ...described,
    events: list(event),
    droppedEventsCount: uint32,
    links: list(link),
    droppedLinksCount: uint32,
    status: message({ message: text, code: enumeration(2) }),
  },
  ['traceId', 'spanId', 'name', 'kind', 'startTimeUnixNano', 'endTimeUnixNano'],
  ({ spanId, parentSpanId, startTimeUnixNano: start, endTimeUnixNano: end }, path, report) => {
    if (spanId === parentSpanId) report(path, 'is its own parent');
    if (isDigits(start) && isDigits(end) && BigInt(start) > BigInt(end)) {
      report(path, 'ends before it starts');
    }
  },
);

const scopeSpans = message({
  scope: message({ name: text, version: text, ...described }),
  spans: list(span),
  schemaUrl: text,
});

const request = message({
  resourceSpans: list(
    message({ resource, scopeSpans: list(scopeSpans), schemaUrl: text }, [
      'resource',
      'scopeSpans',
    ]),
  ),
});
