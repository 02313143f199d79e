import type { AttributeValue } from './operation-record';

/**
 * What a span stands for.
 *
 * - `call`: a request as its caller sees it, with everything that was tried
 * - `attempt`: one request to one instance
 * - `queue`: waiting for a place
 * - `refusal`: nothing was sent, or nothing more
 * - `fallback`: something else answered
 * - `operation`: work of the app with calls below it
 */
export type SpanKind = 'call' | 'attempt' | 'queue' | 'refusal' | 'fallback' | 'operation';

/** A moment in a span. */
export interface SpanEvent {
  /** Such as `convoy.retry`. */
  readonly name: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/**
 * A stretch of work in a trace, in the words of OpenTelemetry: what exporters send and a waterfall shows.
 *
 * @see OpenTelemetry semantic conventions 1.44, HTTP client spans; what they do not name begins with `convoy.`
 */
export interface Span {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  /** Whether the parent is outside of this page: the server that rendered it. Default `false`. */
  readonly parentIsRemote?: boolean | undefined;
  /** W3C `trace-flags` of its trace. Default 1: sampled. */
  readonly flags?: number | undefined;
  readonly tracestate?: string | undefined;
  /** Such as `GET /orders/{id}`; of low cardinality. */
  readonly name: string;
  readonly kind: SpanKind;
  /** Name of the service; empty for an operation. */
  readonly service: string;
  /** Epoch milliseconds. */
  readonly start: number;
  /** Epoch milliseconds, >= `start`; missing while it runs. */
  readonly end?: number | undefined;
  /**
   * `error` as the conventions have it: for an attempt also an answer of 4xx, for a call what its caller got. `ok` only
   * where the app says so; what merely went well is `unset`.
   */
  readonly status: 'unset' | 'ok' | 'error';
  /** What the error was, in words; only beside `error`. */
  readonly message?: string | undefined;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly events?: readonly SpanEvent[] | undefined;
}
