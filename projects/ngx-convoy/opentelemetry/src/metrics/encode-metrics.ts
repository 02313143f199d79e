import type { MetricFamily } from 'ngx-convoy/core';
import { type Attributes, attributesOf, encode, nanoseconds, SCHEMA_URL } from '../otlp-json';

/** `AggregationTemporality`: what has been added since the last time. */
const DELTA = 1;

/**
 * The body of a request with metrics, in OTLP/JSON: what has been added to counters and histograms within an interval, and gauges
 * as they are at its end.
 *
 * @param resource what sends them
 * @param end epoch milliseconds
 * @param startOf when the interval of a point began, in epoch milliseconds
 * @see OpenTelemetry Protocol 1.9, JSON Protobuf Encoding; metrics.proto
 */
export function encodeMetrics(
  families: readonly MetricFamily[],
  resource: Attributes,
  end: number,
  startOf: (attributes: Readonly<Record<string, string>>) => number,
): string {
  const point = (attributes: Readonly<Record<string, string>>): object => ({
    attributes: attributesOf(attributes),
    // A clock that was set back in between must not make it end before it began.
    startTimeUnixNano: nanoseconds(Math.min(startOf(attributes), end)),
    timeUnixNano: nanoseconds(end),
  });
  const metrics = families.map((family) => ({
    name: family.name,
    description: family.help,
    unit: family.unit === '' ? '1' : family.unit,
    ...dataOf(family, point),
  }));
  return encode({
    resourceMetrics: [
      {
        resource: { attributes: attributesOf(resource) },
        scopeMetrics: [{ scope: { name: 'ngx-convoy' }, metrics, schemaUrl: SCHEMA_URL }],
        schemaUrl: SCHEMA_URL,
      },
    ],
  });
}

type Point = (attributes: Readonly<Record<string, string>>) => object;

function dataOf(family: MetricFamily, point: Point): object {
  if (family.type === 'gauge') {
    const dataPoints = family.points.map(({ attributes, value }) => ({
      ...point(attributes),
      asDouble: value,
    }));
    return { gauge: { dataPoints } };
  }
  if (family.type === 'counter') {
    const dataPoints = family.points.map(({ attributes, value }) => ({
      ...point(attributes),
      asInt: String(value),
    }));
    return { sum: { dataPoints, aggregationTemporality: DELTA, isMonotonic: true } };
  }
  const dataPoints = family.points.map(({ attributes, buckets, count, sum }) => ({
    ...point(attributes),
    ...{ count: String(count), sum, bucketCounts: buckets.map(String) },
    explicitBounds: family.bounds,
  }));
  return { histogram: { dataPoints, aggregationTemporality: DELTA } };
}
