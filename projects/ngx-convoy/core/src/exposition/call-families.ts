import type { CircuitState } from '../circuit-breaker/circuit-state';
import type { ServiceStatus } from '../pipeline/service-status';
import { type CallCounters, DURATION_BOUNDS } from '../series/call-counters';
import { CALL_KINDS, type CallKind } from '../series/call-kind';
import type { MetricTotals } from '../series/metric-totals';
import type { Attributes, HistogramPoint, MetricFamily, NumberPoint } from './metric-family';

/** What exporters are told of a service. */
export interface ServiceNumbers {
  readonly service: string;
  readonly counters: CallCounters;
  /** The last minute. */
  readonly lastMinute: MetricTotals;
  readonly status: ServiceStatus;
  readonly circuit: CircuitState;
  /** How often its breaker has opened. */
  readonly opened: number;
  /** `undefined` without a bulkhead. */
  readonly bulkhead: { readonly inFlight: number; readonly waiting: number } | undefined;
}

const STATUSES: readonly ServiceStatus[] = ['up', 'degraded', 'down', 'unknown'];
const CIRCUITS: readonly CircuitState[] = [
  'closed',
  'open',
  'half-open',
  'forced-open',
  'disabled',
  'metrics-only',
];
/** What the attribute `error.type` says of the calls of a kind. */
const ERROR_TYPES: Partial<Readonly<Record<CallKind, string | undefined>>> = {
  success: undefined,
  client: '4xx',
  server: '5xx',
  network: 'network',
  timeout: 'timeout',
};
const FULL: readonly string[] = ['bulkhead-full', 'queue-timeout', 'queue-cleared'];
/** Not `quantile`: that label belongs to summaries, says promtool. */
const PERCENTILES = [50, 95, 99];

/**
 * The metrics of services under the names that others know: OpenTelemetry's for requests, MicroProfile Fault Tolerance's for what
 * guards them (OpenTelemetry has none yet), and our own prefix for the rest. The attribute `service` says whose they are.
 *
 * @see OpenTelemetry, semantic conventions for HTTP metrics; MicroProfile Fault Tolerance 4, "Integration with MicroProfile Metrics"
 */
export function callFamilies(services: readonly ServiceNumbers[]): readonly MetricFamily[] {
  const guarded = services.filter(({ bulkhead }) => bulkhead !== undefined);
  return [
    {
      ...family('http.client.request.duration', 'How long requests to a service took.', 's'),
      type: 'histogram',
      bounds: DURATION_BOUNDS.map((ms) => ms / 1_000),
      points: services.flatMap(durations),
    },
    gauge(
      family('convoy.service.latency', 'Percentiles of the last minute, within one percent.', 's'),
      services.flatMap(percentiles),
    ),
    counter(
      family('convoy.service.calls', 'Calls of a service by what became of them.'),
      services.flatMap(({ service, counters }) =>
        CALL_KINDS.map((kind) => point({ service, outcome: kind }, counters.count(kind))),
      ),
    ),
    gauge(
      family('convoy.service.status', 'How a service is: 1 for the status that it has.'),
      services.flatMap(({ service, status }) => oneOf(STATUSES, status, { service }, 'status')),
    ),
    counter(
      family('ft.invocations', 'Calls by result, and whether a fallback answered.'),
      services.flatMap(invocations),
    ),
    counter(
      family('ft.retry.calls', 'Calls by whether they took more than one attempt.'),
      services.flatMap(({ service, counters }) => [
        point({ service, retried: 'true' }, counters.retried),
        point({ service, retried: 'false' }, sentOf(counters) - counters.retried),
      ]),
    ),
    counter(
      family('ft.retry.retries', 'Attempts beside the first of each call.'),
      services.map(({ service, counters }) => point({ service }, counters.retries)),
    ),
    counter(
      family('ft.timeout.calls', 'Calls by whether their time was up.'),
      services.flatMap(({ service, counters }) => [
        point({ service, timedOut: 'true' }, counters.count('timeout')),
        point({ service, timedOut: 'false' }, sentOf(counters) - counters.count('timeout')),
      ]),
    ),
    counter(
      family('ft.circuitbreaker.calls', 'Calls by what the circuit breaker made of them.'),
      services.flatMap(circuitCalls),
    ),
    counter(
      family('ft.circuitbreaker.opened', 'How often the circuit breaker has opened.'),
      services.map(({ service, opened }) => point({ service }, opened)),
    ),
    gauge(
      family('ft.circuitbreaker.state', 'State of the circuit breaker: 1 for the one it is in.'),
      services.flatMap(({ service, circuit }) => oneOf(CIRCUITS, circuit, { service }, 'state')),
    ),
    counter(
      family('ft.bulkhead.calls', 'Calls by whether the bulkhead let them in.'),
      guarded.flatMap(({ service, counters }) => {
        const rejected = FULL.reduce((sum, code) => sum + (counters.refusals.get(code) ?? 0), 0);
        return [
          point({ service, bulkheadResult: 'accepted' }, sentOf(counters)),
          point({ service, bulkheadResult: 'rejected' }, rejected),
        ];
      }),
    ),
    gauge(
      family('ft.bulkhead.executionsRunning', 'Calls under way in the bulkhead.'),
      guarded.map(({ service, bulkhead }) => point({ service }, bulkhead?.inFlight ?? 0)),
    ),
    gauge(
      family('ft.bulkhead.executionsWaiting', 'Calls that wait for a place in the bulkhead.'),
      guarded.map(({ service, bulkhead }) => point({ service }, bulkhead?.waiting ?? 0)),
    ),
  ];
}

function durations({ service, counters }: ServiceNumbers): readonly HistogramPoint[] {
  return CALL_KINDS.filter((kind) => kind in ERROR_TYPES)
    .map((kind) => ({ kind, durations: counters.durations(kind) }))
    .filter(({ kind, durations: { count } }) => kind === 'success' || count > 0)
    .map(({ kind, durations: { buckets, count, sum } }) => {
      const type = ERROR_TYPES[kind];
      const attributes = type === undefined ? { service } : { service, 'error.type': type };
      return { attributes, buckets, count, sum: sum / 1_000 };
    });
}

function percentiles({ service, lastMinute }: ServiceNumbers): readonly NumberPoint[] {
  return PERCENTILES.flatMap((percentile) => {
    const ms = lastMinute.quantile(percentile / 100);
    return ms === undefined ? [] : [point({ service, percentile: String(percentile) }, ms / 1_000)];
  });
}

function invocations({ service, counters }: ServiceNumbers): readonly NumberPoint[] {
  const result = (result: string, fallback: string, value: number): NumberPoint =>
    point({ service, result, fallback }, value);
  return [
    result('valueReturned', 'notApplied', counters.count('success')),
    result('valueReturned', 'applied', counters.count('fallback')),
    result('exceptionThrown', 'notApplied', counters.unansweredCalls),
  ];
}

function circuitCalls({ service, counters }: ServiceNumbers): readonly NumberPoint[] {
  const failed = counters.count('server') + counters.count('network') + counters.count('timeout');
  const result = (circuitBreakerResult: string, value: number): NumberPoint =>
    point({ service, circuitBreakerResult }, value);
  return [
    result('success', counters.count('success') + counters.count('client')),
    result('failure', failed),
    result('circuitBreakerOpen', counters.refusals.get('circuit-open') ?? 0),
  ];
}

/** Calls of which something was sent, and that the service ended. */
function sentOf(counters: CallCounters): number {
  const kinds = ['success', 'client', 'server', 'network', 'timeout'] as const;
  return kinds.reduce((sum, kind) => sum + counters.count(kind), 0);
}

function oneOf(
  all: readonly string[],
  current: string,
  attributes: Attributes,
  name: string,
): readonly NumberPoint[] {
  return all.map((each) => point({ ...attributes, [name]: each }, each === current ? 1 : 0));
}

function point(attributes: Attributes, value: number): NumberPoint {
  return { attributes, value };
}

type Head = Pick<MetricFamily, 'name' | 'help' | 'unit'>;

function family(name: string, help: string, unit = ''): Head {
  return { name, help, unit };
}

function counter(head: Head, points: readonly NumberPoint[]): MetricFamily {
  return { ...head, type: 'counter', points };
}

function gauge(head: Head, points: readonly NumberPoint[]): MetricFamily {
  return { ...head, type: 'gauge', points };
}
