import type { TraceContext } from './trace-context';

/** A value that a span may carry. */
export type AttributeValue = string | number | boolean;

/** A stretch of work of the app itself, with calls below it: a plan, a saga, a page. */
export class OperationRecord {
  outcome: 'unset' | 'success' | 'failure' | 'cancelled' = 'unset';
  durationMs = 0;
  detail = '';
  /** Class of the error that it ended with. */
  errorType: string | undefined = undefined;
  isTailKept = false;

  constructor(
    readonly context: TraceContext,
    readonly parentIsRemote: boolean,
    readonly parentSpanId: string | undefined,
    readonly name: string,
    readonly start: number,
    readonly attributes: Readonly<Record<string, AttributeValue>>,
  ) {}

  get traceId(): string {
    return this.context.traceId;
  }

  /** Ends it, once. @returns whether it was still running */
  end(
    outcome: 'success' | 'failure' | 'cancelled',
    now: number,
    detail = '',
    errorType?: string,
  ): boolean {
    if (this.outcome !== 'unset') return false;
    this.outcome = outcome;
    this.durationMs = now - this.start;
    this.detail = detail;
    this.errorType = errorType;
    return true;
  }
}
