import { importWithLibrary } from '../../tools/import-with-library.ts';
import type { OtlpMetric, OtlpMetrics } from './otlp-metric.ts';
import { throughProtobuf } from './protobuf-oracle.ts';
import { validateMetrics } from './validate-metrics.ts';

const times = { startTimeUnixNano: '1544712660000000000', timeUnixNano: '1544712661000000000' };
const attributes = [{ key: 'service', value: { stringValue: 'orders' } }];

const counter: OtlpMetric = {
  ...{ name: 'convoy.service.calls', description: 'Calls', unit: '1' },
  sum: {
    dataPoints: [{ attributes, ...times, asInt: '12' }],
    ...{ aggregationTemporality: 1, isMonotonic: true },
  },
};
const histogram: OtlpMetric = {
  ...{ name: 'http.client.request.duration', unit: 's' },
  histogram: {
    dataPoints: [
      {
        ...{ attributes, ...times, count: '3', sum: 0.25 },
        ...{ bucketCounts: ['1', '2', '0'], explicitBounds: [0.005, 0.5] },
      },
    ],
    aggregationTemporality: 1,
  },
};
const gauge: OtlpMetric = {
  ...{ name: 'convoy.service.status', unit: '1' },
  gauge: { dataPoints: [{ attributes, ...times, asDouble: 1 }] },
};

function bodyOf(...metrics: readonly unknown[]): OtlpMetrics {
  return {
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop-web' } }] },
        scopeMetrics: [
          { scope: { name: 'ngx-convoy' }, metrics: metrics as readonly OtlpMetric[] },
        ],
      },
    ],
  };
}

describe('validateMetrics', () => {
  it("accepts what the protocol's own schema gives back unchanged", () => {
    const body = bodyOf(counter, histogram, gauge);
    expect(validateMetrics(body)).toEqual([]);
    expect(asItIsRead(throughProtobuf(body))).toEqual(asItIsRead(body));
  });

  const wrong: readonly (readonly [string, unknown, RegExp])[] = [
    [
      'a number where 64 bits are a string',
      { ...counter, sum: { ...counter.sum, dataPoints: [{ ...times, asInt: 3 }] } },
      /asInt must be a decimal string/,
    ],
    ['a metric without data', { name: 'x' }, /exactly one of gauge, sum and histogram/],
    [
      'a temporality that says nothing',
      { ...counter, sum: { ...counter.sum, aggregationTemporality: 0 } },
      /aggregationTemporality must be a number from 1 to 2/,
    ],
    [
      'a bucket too few',
      {
        ...histogram,
        histogram: {
          ...histogram.histogram,
          dataPoints: [{ ...times, count: '1', bucketCounts: ['1'], explicitBounds: [1] }],
        },
      },
      /one bucket more/,
    ],
    [
      'a count that is not the sum',
      {
        ...histogram,
        histogram: {
          ...histogram.histogram,
          dataPoints: [{ ...times, count: '2', bucketCounts: ['1', '0'], explicitBounds: [1] }],
        },
      },
      /sum of its buckets/,
    ],
    ['what the protocol does not know', { ...gauge, help: 'x' }, /help is not known/],
    ['snake case', { ...gauge, gauge: { data_points: [] } }, /data_points is not known/],
  ];
  for (const [title, metric, problem] of wrong) {
    it(`refuses ${title}`, () => {
      expect(validateMetrics(bodyOf(metric)).join()).toMatch(problem);
    });
  }

  it('finds nothing wrong with what the library sends, and the schema loses nothing of it', async () => {
    const { body } = await importWithLibrary<{ readonly body: string }>(
      `
      import { CALL_KINDS, CallCounters, callFamilies, ServiceSeries } from 'ngx-convoy/core';
      import { encodeMetrics } from './projects/ngx-convoy/opentelemetry/src/metrics/encode-metrics';
      import { MetricDeltas } from './projects/ngx-convoy/opentelemetry/src/metrics/metric-deltas';

      const series = new ServiceSeries();
      const counters = new CallCounters();
      for (let call = 0; call < 100; call++) {
        series.record(call % CALL_KINDS.length, 1.1 ** call, call * 50);
        counters.record(call % CALL_KINDS.length, 1.1 ** call, 1 + (call % 2));
      }
      const families = callFamilies([{
        ...{ service: 'Bestellungen \\u00e4', counters, opened: 2, status: 'up', circuit: 'closed' },
        ...{ lastMinute: series.totals(60_000, 5_000), bulkhead: { inFlight: 1, waiting: 0 } },
      }]);
      const resource = { 'service.name': 'shop-web' };
      export const body = encodeMetrics(new MetricDeltas().since(families).families, resource, 5_000, () => 0);
      `,
      'mock-api/metrics',
    );
    expect(body).toMatch(/^[\x20-\x7e]*$/);
    const sent = JSON.parse(body) as OtlpMetrics;
    expect(validateMetrics(sent)).toEqual([]);
    expect(asItIsRead(throughProtobuf(sent))).toEqual(asItIsRead(sent));
  });
});

/** What is the default of its type need not travel. */
function asItIsRead(body: unknown): unknown {
  return JSON.parse(
    JSON.stringify(body, (_key, value: unknown) => {
      const isEmpty = value === '' || value === '0' || value === 0 || value === false;
      return isEmpty || (Array.isArray(value) && value.length === 0) ? null : value;
    }),
    (_key, value: unknown) => value ?? undefined,
  );
}
