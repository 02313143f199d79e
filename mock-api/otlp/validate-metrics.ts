import {
  attributes,
  type Check,
  described,
  double,
  enumeration,
  boolean,
  fixed64,
  int64,
  isDigits,
  list,
  message,
  name,
  problemsOf,
  resource,
  text,
  uint32,
} from './otlp-checks.ts';
import type { OtlpMetrics } from './otlp-metric.ts';

/**
 * What of a body is not what OTLP/JSON wants of metrics. As strict as for traces.
 *
 * @returns one sentence for each fault; empty when all is well, and then the body is an {@link OtlpMetrics}
 * @see OpenTelemetry Protocol 1.9, JSON Protobuf Encoding; metrics.proto
 */
export function validateMetrics(body: unknown): readonly string[] {
  return problemsOf(request, body);
}

/** A body that has passed {@link validateMetrics}. */
export function isMetrics(body: unknown): body is OtlpMetrics {
  return validateMetrics(body).length === 0;
}

const times = { startTimeUnixNano: fixed64, timeUnixNano: fixed64 };
/** `AggregationTemporality`, of which "unspecified" must not be used. */
const temporality = enumeration(2, 1);

const orderedTimes: Parameters<typeof message>[2] = (
  { startTimeUnixNano: start, timeUnixNano: end },
  path,
  report,
) => {
  if (isDigits(start) && isDigits(end) && BigInt(start) > BigInt(end)) {
    report(path, 'ends before it starts');
  }
};

const numberPoint = message(
  { attributes, ...times, asInt: int64, asDouble: double, flags: uint32 },
  ['timeUnixNano'],
  (point, path, report) => {
    if ('asInt' in point === 'asDouble' in point) {
      report(path, 'must have one of asInt and asDouble');
    }
    orderedTimes(point, path, report);
  },
);

const histogramPoint = message(
  {
    ...{ attributes, ...times, count: fixed64, sum: double, min: double, max: double },
    ...{ bucketCounts: list(fixed64), explicitBounds: list(double), flags: uint32 },
  },
  ['timeUnixNano', 'startTimeUnixNano', 'count'],
  (point, path, report) => {
    orderedTimes(point, path, report);
    const { count, bucketCounts: counts, explicitBounds: bounds } = point;
    if (!Array.isArray(counts) || !Array.isArray(bounds)) return;
    if (counts.length !== bounds.length + 1) {
      report(path, 'must have one bucket more than there are bounds');
    }
    if (bounds.some((bound, at) => at > 0 && Number(bounds[at - 1]) >= Number(bound))) {
      report(`${path}.explicitBounds`, 'must ascend');
    }
    const sum = counts.filter(isDigits).reduce((all, each) => all + BigInt(each), 0n);
    if (isDigits(count) && BigInt(count) !== sum) {
      report(`${path}.count`, 'must be the sum of its buckets');
    }
  },
);

const data: Readonly<Record<string, Check>> = {
  gauge: message({ dataPoints: list(numberPoint) }),
  sum: message(
    {
      dataPoints: list(numberPoint),
      aggregationTemporality: temporality,
      isMonotonic: boolean,
    },
    ['aggregationTemporality'],
  ),
  histogram: message({ dataPoints: list(histogramPoint), aggregationTemporality: temporality }, [
    'aggregationTemporality',
  ]),
};

const metric = message(
  { name, description: text, unit: text, ...data },
  ['name'],
  (members, path, report) => {
    if (Object.keys(data).filter((key) => key in members).length !== 1) {
      report(path, 'must have exactly one of gauge, sum and histogram');
    }
  },
);

const scopeMetrics = message({
  scope: message({ name: text, version: text, ...described }),
  metrics: list(metric),
  schemaUrl: text,
});

const request = message({
  resourceMetrics: list(
    message({ resource, scopeMetrics: list(scopeMetrics), schemaUrl: text }, [
      'resource',
      'scopeMetrics',
    ]),
  ),
});
