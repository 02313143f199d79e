import type { AttemptEnding } from '../pipeline/transport';

/** One try of a call, as it went. */
export interface AttemptTrace {
  readonly spanId: string;
  /** Id of the instance. */
  readonly instance: string;
  /** Epoch milliseconds. */
  readonly start: number;
  /** Milliseconds. */
  readonly durationMs: number;
  /** `unset` while it runs. */
  readonly outcome: AttemptEnding | 'unset';
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** 1 for the first. */
  readonly number: number;
  /** Sent although the instance's breaker refused, because all were refused. */
  readonly panic: boolean;
  /** Sent beside a first attempt that was slow. */
  readonly isHedge: boolean;
}

/** How a call ended: `fallback` when something else answered in the service's place; `unset` while it runs. */
export type TraceOutcome = 'success' | 'failure' | 'rejected' | 'cancelled' | 'fallback' | 'unset';

/** A call, as it went. */
export interface CallTrace {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly service: string;
  readonly method: string;
  /** What was asked of the service, redacted: without the query, which may hold secrets. */
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
