import { TestBed } from '@angular/core/testing';
import { CircuitBreakers, CLOCK, provideConvoy, Upstreams } from 'ngx-convoy';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { MetricHistory } from '../metrics/metric-history';
import { Anomalies } from './anomalies';

function house() {
  const clock = new ManualClock(1_767_225_600_000);
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services: [{ name: 'orders', instances: ['http://a.test'] }] }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  const anomalies = TestBed.inject(Anomalies);
  const history = TestBed.inject(MetricHistory);
  const random = seededRandom(1);
  const upstream = TestBed.inject(Upstreams).get('orders');
  /** Ten calls in ten seconds, so many times. */
  const traffic = (times: number, ms: number, failing = 0): void => {
    for (let call = 0; call < times * 10; call++) {
      const outcome = call % 10 < failing ? 'failure' : 'success';
      upstream?.count(outcome, ms * (0.9 + 0.2 * random()), clock.now());
      clock.advance(1_000);
    }
    history.refresh();
  };
  const words = (): readonly string[] =>
    anomalies
      .of('orders')()
      .map((each) => each.explanation);
  return { clock, anomalies, traffic, words };
}

describe('Anomalies', () => {
  it('says in words what is not as usual, and that it is over', () => {
    const { anomalies, traffic, words } = house();
    traffic(100, 180);
    expect(words()).toEqual([]);
    traffic(4, 400);
    expect(words()).toEqual([jasmine.stringMatching(/^p95 4\d\d ms against 19\d ± \d+ ms usual$/)]);
    const [anomaly] = anomalies.of('orders')();
    expect(anomaly).toEqual(jasmine.objectContaining({ service: 'orders', metric: 'p95' }));
    traffic(3, 400);
    expect(anomalies.of('orders')()[0]?.since).toBe(anomaly?.since);
    traffic(6, 180);
    expect(words()).toEqual([]);
  });

  it('sees errors that are more than usual, and traffic that stays away', () => {
    const { clock, traffic, words } = house();
    traffic(100, 100, 1);
    traffic(4, 100, 5);
    expect(words()).toEqual([jasmine.stringMatching(/^Error rate 50\.0 % against 10\.0 ± /)]);
    traffic(6, 100, 1);
    const history = TestBed.inject(MetricHistory);
    for (let look = 0; look < 12; look++) {
      clock.advance(5_000);
      history.refresh();
    }
    expect(words()).toEqual([jasmine.stringMatching(/^Throughput 0\.0\/s against 1\.0 ± /)]);
  });

  it('does not learn from a service that is known to be down', () => {
    const { anomalies, traffic } = house();
    traffic(100, 180);
    const usual = anomalies.usual('orders', 'p95');
    TestBed.inject(CircuitBreakers).forceOpen('orders', 'maintenance');
    traffic(30, 190);
    expect(anomalies.usual('orders', 'p95')).toEqual(usual);
  });
});
