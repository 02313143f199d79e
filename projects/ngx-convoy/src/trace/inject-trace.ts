import type { HttpContext } from '@angular/common/http';
import { DestroyRef, inject } from '@angular/core';
import { traceFlags, type Span, type TraceContext } from 'ngx-convoy/core';
import type { Signal } from '@angular/core';
import { convoy, type CallOptions } from '../http/convoy-context';
import { ActiveTrace } from './active-trace';
import { Tracer, type OperationOptions } from './tracer';
import { Traces } from './traces';

/** The fields that OpenTelemetry gives log records outside of OTLP. */
export interface TraceFields {
  readonly trace_id: string;
  readonly span_id: string;
  /** Two hex digits. */
  readonly trace_flags: string;
}

/** A trace that belongs to a component, a service, or whatever injected it. */
export interface InjectedTrace {
  /** 32 hex digits: what a person quotes, and what backends log. */
  readonly traceId: string;
  readonly context: TraceContext;
  /** Everything kept of the trace so far, for a waterfall. */
  readonly spans: Signal<readonly Span[]>;
  /** The `HttpContext` of a request that is to be part of it. */
  request(options?: CallOptions, context?: HttpContext): HttpContext;
  /** Runs `task` with it as the active trace: see {@link ActiveTrace} for how far that reaches. */
  run<T>(task: () => T): T;
}

/**
 * A trace for what injects it: begins now, ends when it is destroyed, and is recorded as one span under which its calls
 * stand. In an injection context.
 *
 * @param name of low cardinality, such as `checkout`
 * @usageNotes
 * ```ts
 * export class Checkout {
 *   protected readonly trace = injectTrace('checkout'); // Reference: {{ trace.traceId }}
 *   private readonly http = inject(HttpClient);
 *
 *   protected order(): void {
 *     console.info('ordering', traceFields(this.trace.context));
 *     this.http.post('/api/orders', {}, { context: this.trace.request({ idempotent: true }) }).subscribe();
 *   }
 * }
 * ```
 */
export function injectTrace(name: string, options?: OperationOptions): InjectedTrace {
  const operation = inject(Tracer).begin(name, options);
  const active = inject(ActiveTrace);
  const { context } = operation;
  inject(DestroyRef).onDestroy(() => {
    operation.succeed();
  });
  return {
    traceId: context.traceId,
    context,
    spans: inject(Traces).ofTrace(context.traceId),
    request: (asked = {}, existing) => convoy({ ...asked, trace: context }, existing),
    run: (task) => active.run(context, task),
  };
}

/**
 * The trace as fields of a log record.
 *
 * @see OpenTelemetry, Trace Context in non-OTLP Log Formats
 */
export function traceFields(context: TraceContext): TraceFields {
  return {
    trace_id: context.traceId,
    span_id: context.spanId,
    trace_flags: `0${traceFlags(context)}`,
  };
}
