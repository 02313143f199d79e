import type { Span } from '../trace/span';
import type { SagaEvent } from './saga-event';
import type { SagaHistory } from './saga-journal';

/** A run as JSON: its row and every event, for an incident report or another engine. */
export function exportSagaJson({ record, events }: SagaHistory): string {
  return JSON.stringify({ schema: 'ngx-convoy/saga-run/1', record, events }, null, 2);
}

/**
 * A run as spans: one for the run, one below it for each attempt, forward and back. Times are those of the journal.
 *
 * @see OpenTelemetry, Trace semantic conventions: what is still open has no end
 */
export function exportSagaSpans({ record, events }: SagaHistory): readonly Span[] {
  const { traceId, saga, id, status } = record;
  const root = spanIdOf(`${id} ${traceId}`);
  const hasEnded = status === 'completed' || status === 'compensated';
  const spans: Span[] = [
    {
      traceId,
      spanId: root,
      name: `saga ${saga}`,
      kind: 'operation',
      service: saga,
      start: record.createdAt,
      end: hasEnded ? record.updatedAt : undefined,
      status: !hasEnded ? 'unset' : status === 'completed' ? 'ok' : 'error',
      attributes: { 'saga.run': id, 'saga.version': record.version, 'saga.status': status },
    },
  ];
  const open = new Map<string, SagaEvent>();
  for (const event of events) {
    const name = spanName(event);
    if (name === undefined) continue;
    const begun = open.get(name);
    if (begun !== undefined) spans.push(attemptSpan(record, root, name, begun, event));
    if (event.type === 'intent' || event.type === 'undo-intent') open.set(name, event);
    else open.delete(name);
  }
  for (const [name, begun] of open) spans.push(attemptSpan(record, root, name, begun, undefined));
  return spans;
}

/** The span that an event begins or ends. */
function spanName(event: SagaEvent): string | undefined {
  switch (event.type) {
    case 'intent':
    case 'attempt-failed':
    case 'done':
    case 'failed':
      return event.step;
    case 'undo-intent':
    case 'undo-attempt-failed':
    case 'undone':
      return `undo ${event.step}`;
    case 'stuck':
      return event.cause.kind === 'undo-failed' ? `undo ${event.cause.step}` : undefined;
    default:
      return undefined;
  }
}

function attemptSpan(
  { traceId, saga, id }: SagaHistory['record'],
  parentSpanId: string,
  name: string,
  begun: SagaEvent,
  ended: SagaEvent | undefined,
): Span {
  const isNext = ended?.type === 'intent' || ended?.type === 'undo-intent';
  const isGood = ended?.type === 'done' || ended?.type === 'undone';
  return {
    traceId,
    spanId: spanIdOf(`${id} ${begun.seq}`),
    parentSpanId,
    name,
    kind: 'operation',
    service: saga,
    start: begun.at,
    end: ended?.at,
    status: ended === undefined || isNext ? 'unset' : isGood ? 'ok' : 'error',
    attributes: {
      'saga.run': id,
      'saga.seq': begun.seq,
      ...(begun.type === 'intent' || begun.type === 'undo-intent'
        ? { 'saga.attempt': begun.attempt }
        : {}),
      ...(ended !== undefined && 'failure' in ended ? { 'error.type': ended.failure.name } : {}),
      ...(isNext ? { 'saga.interrupted': true } : {}),
    },
  };
}

/** 16 hex digits that the same text always gives (FNV-1a, 32 bits, from two starting points). */
function spanIdOf(text: string): string {
  const hash = (offset: number): string => {
    let value = offset;
    for (let index = 0; index < text.length; index += 1) {
      value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    }
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  const id = hash(0x811c9dc5) + hash(0x6b43a9b5);
  // All zero is invalid in W3C Trace Context.
  return /^0+$/.test(id) ? `${id.slice(1)}1` : id;
}
