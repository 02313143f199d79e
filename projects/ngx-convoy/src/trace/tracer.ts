import { inject, Service } from '@angular/core';
import {
  CallRecord,
  isInSample,
  OperationRecord,
  resolveTraceSampling,
  type AttributeValue,
  type TraceContext,
} from 'ngx-convoy/core';
import { CLOCK, IDS } from '../platform/tokens';
import { ActiveTrace } from './active-trace';
import { Operation } from './operation';
import { PageTrace } from './page-trace';
import { Traces } from './traces';
import { TRACING } from './tracing';

/** What a call is about. */
export interface CallSubject {
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly template: string | undefined;
}

/** Where an operation belongs, and what is known of it from the beginning. */
export interface OperationOptions {
  /** Default: the active trace, else the page's while it loads. `null` for a trace of its own. */
  readonly parent?: TraceContext | null | undefined;
  readonly attributes?: Readonly<Record<string, AttributeValue>> | undefined;
}

/**
 * Begins traces and continues them, and decides at their beginning whether they are in the sample.
 *
 * @usageNotes
 * ```ts
 * const checkout = inject(Tracer).begin('checkout');
 * const context = convoy({ trace: checkout.context });
 * http.post('/api/orders', order, { context }).subscribe({ complete: () => checkout.succeed() });
 * ```
 */
@Service()
export class Tracer {
  private readonly clock = inject(CLOCK);
  private readonly ids = inject(IDS);
  private readonly traces = inject(Traces);
  private readonly active = inject(ActiveTrace);
  private readonly page = inject(PageTrace);
  private readonly ratio = resolveTraceSampling(inject(TRACING).sampling).ratio;

  /**
   * Begins a span for work of the app itself. Calls that are given its `context` are its children.
   *
   * @param name of low cardinality, such as `checkout`
   */
  begin(name: string, { parent, attributes = {} }: OperationOptions = {}): Operation {
    const from = parent === undefined ? this.surrounding : (parent ?? undefined);
    const isRemote = from !== undefined && from === this.page.current;
    const context = this.under(from);
    const now = this.clock.now();
    const record = new OperationRecord(context, isRemote, from?.spanId, name, now, attributes);
    return new Operation(record, this.clock, this.traces);
  }

  /**
   * Begins a call.
   *
   * @param parent what the request itself says; else it is the active trace, or the page's while it loads
   * @param start epoch milliseconds
   */
  call(subject: CallSubject, parent: TraceContext | undefined, start: number): CallRecord {
    const from = parent ?? this.surrounding;
    const { service, method, path, template } = subject;
    return new CallRecord({
      context: this.under(from),
      parentIsRemote: from !== undefined && from === this.page.current,
      parentSpanId: from?.spanId,
      service,
      method,
      path,
      template,
      start,
    });
  }

  private get surrounding(): TraceContext | undefined {
    return this.active.current ?? this.page.current;
  }

  private under(parent: TraceContext | undefined): TraceContext {
    const spanId = this.ids.spanId();
    if (parent === undefined) {
      const traceId = this.ids.traceId();
      const sampled = isInSample(traceId, this.ratio);
      const random = this.ids.isRandom === true;
      return { traceId, spanId, sampled, random, tracestate: undefined, baggage: undefined };
    }
    const { traceId, sampled, random, tracestate, baggage } = parent;
    return { traceId, spanId, sampled, random, tracestate, baggage };
  }
}
