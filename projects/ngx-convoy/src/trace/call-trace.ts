import type { AttemptEnding } from 'ngx-convoy/core';

/** One try of a call, as it went. */
export interface AttemptTrace {
  readonly spanId: string;
  readonly instance: string;
  /** Epoch milliseconds. */
  readonly start: number;
  /** Milliseconds. */
  readonly durationMs: number;
  readonly outcome: AttemptEnding;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** Sent although the instance's breaker refused, because all were refused. */
  readonly panic: boolean;
}

/** How a call ended: `fallback` when something else answered in the service's place. */
export type TraceOutcome = 'success' | 'failure' | 'rejected' | 'cancelled' | 'fallback';

/** A finished call, as it went. */
export interface CallTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly service: string;
  readonly method: string;
  /** What was asked of the service, without the query: that may hold secrets. */
  readonly path: string;
  /** Epoch milliseconds. */
  readonly start: number;
  /** Milliseconds, everything included. */
  readonly durationMs: number;
  readonly outcome: TraceOutcome;
  /** Why it ended so, in words. */
  readonly detail: string;
  readonly attempts: readonly AttemptTrace[];
  /** What was decided on the way, such as why no further attempt was made. */
  readonly notes: readonly string[];
}
