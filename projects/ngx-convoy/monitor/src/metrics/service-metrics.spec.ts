import { TrafficWindow } from 'ngx-convoy/core';
import { metricsOf } from './service-metrics';

describe('metricsOf', () => {
  it('tells how the service is from how its users are: a fallback is an error of the one and an answer for the others', () => {
    const traffic = new TrafficWindow();
    for (let call = 0; call < 6; call += 1) traffic.record('success', 20, 0);
    for (let call = 0; call < 3; call += 1) traffic.record('failure', 20, 0);
    traffic.record('rejected', 0, 0);
    traffic.record('fallback', 1, 0);
    traffic.record('fallback', 1, 0);
    traffic.record('cancelled', 5, 0);

    const { wanted, errorRate, availability } = metricsOf(traffic.snapshot(0));
    expect({ wanted, errorRate, availability }).toEqual({
      wanted: 10,
      errorRate: 0.4,
      availability: 0.8,
    });
  });

  it('finds no fault where nothing was asked', () => {
    const { errorRate, availability } = metricsOf(new TrafficWindow().snapshot(0));
    expect([errorRate, availability]).toEqual([0, 1]);
  });
});
