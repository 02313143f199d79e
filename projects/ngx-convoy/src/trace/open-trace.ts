import type { TraceContext } from 'ngx-convoy/core';
import type { AttemptTrace, TraceOutcome, CallTrace } from './call-trace';

/** What a call is known by while it runs. */
export interface OpenTraceStart {
  readonly context: TraceContext;
  readonly parentSpanId: string | undefined;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly start: number;
}

/** The trace of a call that still runs: collects attempts and notes until it ends, once. */
export class OpenTrace {
  private readonly attempts: AttemptTrace[] = [];
  private readonly notes: string[] = [];
  private isOpen = true;

  constructor(
    readonly begun: OpenTraceStart,
    private readonly keep: (trace: CallTrace) => void,
  ) {}

  get context(): TraceContext {
    return this.begun.context;
  }

  attempt(attempt: AttemptTrace): void {
    this.attempts.push(attempt);
  }

  note(what: string): void {
    this.notes.push(what);
  }

  /** @param now epoch milliseconds */
  end(outcome: TraceOutcome, detail: string, now: number): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const { context, ...begun } = this.begun;
    this.keep({
      ...begun,
      traceId: context.traceId,
      spanId: context.spanId,
      durationMs: now - begun.start,
      outcome,
      detail,
      attempts: this.attempts,
      notes: this.notes,
    });
  }
}
