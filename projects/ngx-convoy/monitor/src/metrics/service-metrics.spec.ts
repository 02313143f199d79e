import { KIND, ServiceSeries } from 'ngx-convoy/core';
import { metricsOf } from './service-metrics';

describe('metricsOf', () => {
  it('tells how the service is from how its users are: a fallback is an error of the one and an answer for the others', () => {
    const series = new ServiceSeries();
    const calls = (kind: number, times: number): void => {
      for (let call = 0; call < times; call += 1) series.record(kind, 20, 0);
    };
    calls(KIND.success, 5);
    calls(KIND.client, 1);
    calls(KIND.server, 2);
    calls(KIND.timeout, 1);
    calls(KIND.rejected, 1);
    calls(KIND.fallback, 2);
    calls(KIND.cancelled, 1);

    const { wanted, errorRate, availability, errors } = metricsOf(series.totals(60_000, 0));
    expect({ wanted, errorRate, availability, errors }).toEqual({
      ...{ wanted: 10, errorRate: 0.4, availability: 0.8 },
      errors: { server: 2, network: 0, timeout: 1 },
    });
  });

  it('finds no fault where nothing was asked', () => {
    const { errorRate, availability, p95 } = metricsOf(new ServiceSeries().totals(60_000, 0));
    expect([errorRate, availability, p95]).toEqual([0, 1, undefined]);
  });
});
