import type { Clock, OperationRecord, TraceContext } from 'ngx-convoy/core';
import { markTrace } from './trace-of';
import type { Traces } from './traces';

/** Work of the app that is under way, as a span. Ends once; what comes after is ignored. */
export class Operation {
  constructor(
    private readonly record: OperationRecord,
    private readonly clock: Clock,
    private readonly traces: Traces,
  ) {}

  /** For its children: `convoy({ trace: operation.context })`. */
  get context(): TraceContext {
    return this.record.context;
  }

  /** It went well. @param detail in words */
  succeed(detail?: string): void {
    this.end('success', detail);
  }

  /** It went wrong. The error then tells its trace, unless it came from a call that already does. */
  fail(error: unknown, detail?: string): void {
    markTrace(error, this.record.context);
    const isNamed = error instanceof Error;
    this.end(
      'failure',
      detail ?? (isNamed ? this.traces.redacted(error.message) : undefined),
      isNamed ? error.name : '_OTHER',
    );
  }

  /** Nobody wants the result any more. */
  cancel(detail?: string): void {
    this.end('cancelled', detail);
  }

  private end(
    outcome: 'success' | 'failure' | 'cancelled',
    detail?: string,
    errorType?: string,
  ): void {
    if (this.record.end(outcome, this.clock.now(), detail, errorType))
      this.traces.keep(this.record);
  }
}
