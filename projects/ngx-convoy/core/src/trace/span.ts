/** A stretch of work in a trace: one call as its caller sees it, or one attempt of it on one instance. */
export interface Span {
  /** 32 lower-case hex digits. */
  readonly traceId: string;
  /** 16 lower-case hex digits. */
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  /** Such as `GET /products/42`. */
  readonly name: string;
  readonly kind: 'call' | 'attempt';
  readonly service: string;
  /** Id of the instance; an attempt has one when the picker found one. */
  readonly instance?: string | undefined;
  /** Epoch milliseconds. */
  readonly start: number;
  /** Epoch milliseconds; missing while it runs. */
  readonly end?: number | undefined;
  readonly status: 'unset' | 'ok' | 'error' | 'cancelled';
  readonly httpStatus?: number | undefined;
  /** Everything else that is worth knowing: why this instance, which attempt, which fallback. */
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}
