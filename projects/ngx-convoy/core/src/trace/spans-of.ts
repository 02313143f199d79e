import type { CallEvent } from '../pipeline/call-event';
import { CallRecord } from './call-record';
import { describeEvent } from './describe-event';
import { httpAttributes } from './http-attributes';
import type { AttributeValue, OperationRecord } from './operation-record';
import type { Span, SpanEvent, SpanKind } from './span';
import { traceFlags } from './trace-context';
import { AttemptStep, EventStep, type FallbackStep } from './trace-step';

type Attributes = Record<string, AttributeValue | undefined>;

/**
 * The spans of a call or an operation, the outermost first. Made when somebody reads them; the same record gives the same
 * spans each time.
 *
 * @param ownOrigin what relative URLs are relative to, such as `https://shop.example.com`
 */
export function spansOf(record: CallRecord | OperationRecord, ownOrigin: string): readonly Span[] {
  if (!(record instanceof CallRecord)) return [operationSpan(record)];
  return new CallSpans(record, ownOrigin).all();
}

function operationSpan(record: OperationRecord): Span {
  const isError = record.outcome === 'failure';
  return {
    ...common(record),
    spanId: record.context.spanId,
    parentSpanId: record.parentSpanId,
    parentIsRemote: record.parentIsRemote,
    name: record.name,
    kind: 'operation',
    service: '',
    start: record.start,
    end: record.outcome === 'unset' ? undefined : record.start + record.durationMs,
    status: isError ? 'error' : 'unset',
    message: isError ? record.detail : undefined,
    attributes: given({
      ...record.attributes,
      'convoy.outcome': record.outcome,
      'convoy.sampling': record.isTailKept ? 'tail' : 'head',
      'error.type': record.errorType,
    }),
    events: [],
  };
}

class CallSpans {
  private readonly children: Span[] = [];
  private readonly events: SpanEvent[] = [];

  constructor(
    private readonly call: CallRecord,
    private readonly ownOrigin: string,
  ) {}

  all(): readonly Span[] {
    let ordinal = 0;
    let queuedAt: Extract<CallEvent, { type: 'queued' }> | undefined;
    for (const step of this.call.steps()) {
      if (step instanceof AttemptStep) this.children.push(this.attempt(step));
      else if (!(step instanceof EventStep)) this.children.push(this.fallback(step));
      else if (step.event.type === 'queued') queuedAt = step.event;
      else {
        const { event } = step;
        if (queuedAt !== undefined && (event.type === 'admitted' || event.type === 'refused')) {
          ordinal += 1;
          this.children.push(this.queue(queuedAt, event.at, ordinal));
          queuedAt = undefined;
        }
        if (event.type === 'refused') {
          ordinal += 1;
          this.children.push(this.refusal(event, ordinal));
        } else if (event.type !== 'admitted') this.events.push(spanEvent(event));
      }
    }
    if (queuedAt !== undefined) {
      this.children.push(this.queue(queuedAt, this.callEnd, ordinal + 1));
    }
    return [this.callSpan(), ...this.children];
  }

  private get callEnd(): number {
    return this.call.start + this.call.durationMs;
  }

  private callSpan(): Span {
    const { call } = this;
    const { method, template, service, outcome } = call;
    const isError = outcome === 'failure' || outcome === 'rejected';
    return {
      ...common(call),
      spanId: call.spanId,
      parentSpanId: call.parentSpanId,
      parentIsRemote: call.parentIsRemote,
      // Not an HTTP client span: those are the attempts, and the conventions want no second one around them.
      name: `${method} ${template ?? service}`,
      kind: 'call',
      service,
      start: call.start,
      end: outcome === 'unset' ? undefined : this.callEnd,
      status: isError ? 'error' : 'unset',
      message: isError ? call.detail : undefined,
      attributes: given({
        'convoy.service': service,
        'convoy.method': method,
        'convoy.path': call.path,
        'convoy.outcome': outcome,
        'convoy.attempts': call.attempts.length,
        'convoy.sampling': call.isTailKept ? 'tail' : 'head',
        'url.template': template,
        'error.type': isError ? (call.errorType ?? '_OTHER') : undefined,
      }),
      events: this.events,
    };
  }

  private attempt(step: AttemptStep): Span {
    const { call } = this;
    const { template } = call;
    const http = httpAttributes(call, step, this.ownOrigin);
    const end = step.outcome === 'unset' ? undefined : step.start + step.durationMs;
    return this.child('attempt', step.spanId, step.start, end, {
      name: template === undefined ? http.spanMethod : `${http.spanMethod} ${template}`,
      errorType: http.errorType,
      attributes: {
        ...http.attributes,
        'url.template': template,
        'convoy.instance': step.instance,
        'convoy.attempt': step.number,
        'convoy.outcome': step.outcome,
        'convoy.hedge': step.isHedge || undefined,
        'convoy.panic': step.panic || undefined,
      },
    });
  }

  private queue(
    { at, by }: Extract<CallEvent, { type: 'queued' }>,
    end: number,
    ordinal: number,
  ): Span {
    return this.child('queue', derivedSpanId(this.call.spanId, ordinal), at, end, {
      name: `queue ${by}`,
      attributes: { 'convoy.queue': by, 'convoy.waited_ms': end - at },
    });
  }

  private refusal(
    { at, by, reason }: Extract<CallEvent, { type: 'refused' }>,
    ordinal: number,
  ): Span {
    return this.child('refusal', derivedSpanId(this.call.spanId, ordinal), at, at, {
      name: `refused by ${by}`,
      errorType: this.call.errorType ?? by,
      message: reason,
      attributes: { 'convoy.refused_by': by },
    });
  }

  private fallback(step: FallbackStep): Span {
    return this.child('fallback', step.spanId, step.start, step.start + step.durationMs, {
      name: step.source === '' ? 'fallback' : `fallback ${step.source}`,
      attributes: {
        'convoy.fallback.source': step.source || undefined,
        'convoy.fallback.detail': step.detail || undefined,
      },
    });
  }

  private child(
    kind: SpanKind,
    spanId: string,
    start: number,
    end: number | undefined,
    own: {
      readonly name: string;
      readonly errorType?: string | undefined;
      readonly message?: string | undefined;
      readonly attributes: Attributes;
    },
  ): Span {
    const { call } = this;
    return {
      ...common(call),
      spanId,
      parentSpanId: call.spanId,
      parentIsRemote: false,
      name: own.name,
      kind,
      service: call.service,
      start,
      end,
      status: own.errorType === undefined ? 'unset' : 'error',
      message: own.errorType === undefined ? undefined : own.message,
      attributes: given({
        ...own.attributes,
        'convoy.service': call.service,
        'error.type': own.errorType,
      }),
      events: [],
    };
  }
}

function common({
  context,
}: CallRecord | OperationRecord): Pick<Span, 'traceId' | 'flags' | 'tracestate'> {
  const { traceId, tracestate } = context;
  return { traceId, flags: traceFlags(context), tracestate };
}

function spanEvent(event: CallEvent): SpanEvent {
  const { type, at, ...rest } = event;
  const attributes: Attributes = { 'convoy.detail': describeEvent(event) };
  for (const [key, value] of Object.entries(rest) as [string, AttributeValue][]) {
    attributes[`convoy.${key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`] = value;
  }
  return { name: `convoy.${type.replace('-', '_')}`, time: at, attributes: given(attributes) };
}

/** Ids for spans that are so rare that a record does not carry one: the id of their call, counted on. */
function derivedSpanId(spanId: string, ordinal: number): string {
  const tail = (Number.parseInt(spanId.slice(8), 16) + ordinal * 0x9e3779b1) % 2 ** 32;
  return spanId.slice(0, 8) + tail.toString(16).padStart(8, '0');
}

function given(attributes: Attributes): Record<string, AttributeValue> {
  const result: Record<string, AttributeValue> = {};
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) result[key] = value;
  }
  return result;
}
