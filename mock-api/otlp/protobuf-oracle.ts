import generated from '@opentelemetry/otlp-transformer/build/src/generated/root.js';
import type { OtlpMetrics } from './otlp-metric.ts';
import type { OtlpTraces } from './otlp-span.ts';

/** What is used of a class that protobufjs has generated from the protocol's own schema. */
interface MessageType {
  fromObject(body: object): object;
  verify(message: object): string | null;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(message: object, options: object): object;
}

interface Generated {
  readonly opentelemetry: {
    readonly proto: {
      readonly collector: {
        readonly trace: { readonly v1: { readonly ExportTraceServiceRequest: MessageType } };
        readonly metrics: { readonly v1: { readonly ExportMetricsServiceRequest: MessageType } };
      };
    };
  };
}

const ids = new Set(['traceId', 'spanId', 'parentSpanId']);

const { collector } = (generated as unknown as Generated).opentelemetry.proto;

/**
 * What is left of a body after a way through protobuf, by the schema of the protocol itself: bytes on the wire and back.
 * Whatever the schema does not know, or knows otherwise, is missing then, or different.
 *
 * @throws Error when the schema refuses it
 */
export function throughProtobuf(body: OtlpTraces | OtlpMetrics): unknown {
  const type =
    'resourceMetrics' in body
      ? collector.metrics.v1.ExportMetricsServiceRequest
      : collector.trace.v1.ExportTraceServiceRequest;
  // The JSON of protobuf has bytes in base64; OTLP has its ids in hex.
  const message = type.fromObject(mapIds(body, 'hex', 'base64') as object);
  const problem = type.verify(message);
  if (problem !== null) throw new Error(problem);
  const decoded = type.decode(type.encode(message).finish());
  const plain = type.toObject(decoded, { longs: String, bytes: String });
  return mapIds(plain, 'base64', 'hex');
}

function mapIds(value: unknown, from: BufferEncoding, to: BufferEncoding): unknown {
  if (Array.isArray(value)) return value.map((each: unknown) => mapIds(each, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]: [string, unknown]) => [
      key,
      ids.has(key) && typeof member === 'string'
        ? Buffer.from(member, from).toString(to)
        : mapIds(member, from, to),
    ]),
  );
}
