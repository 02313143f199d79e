import { TestBed } from '@angular/core/testing';
import { CLOCK, provideConvoy, Upstreams } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { withMonitoring } from '../with-monitoring';
import { MetricHistory } from './metric-history';
import { Trends } from './trends';

function house(latencyAt: (minute: number) => number) {
  const clock = new ManualClock(1_767_225_600_000);
  TestBed.configureTestingModule({
    providers: [
      provideConvoy(
        { services: [{ name: 'orders', instances: ['http://a.test'] }] },
        withMonitoring({ alertThresholds: { responseTime: 400 } }),
      ),
      { provide: CLOCK, useValue: clock },
    ],
  });
  TestBed.inject(MetricHistory);
  const trends = TestBed.inject(Trends);
  const upstream = TestBed.inject(Upstreams).get('orders');
  for (let second = 0; second < 40 * 60; second += 2) {
    upstream?.count('success', latencyAt(second / 60), clock.now());
    clock.advance(2_000);
  }
  return (): string | undefined => trends.latency('orders', 3_600_000)?.words;
}

describe('Trends', () => {
  it('say when a limit is reached if it goes on like this, and between when and when', () => {
    const words = house((minute) => 100 + 5 * minute)();
    expect(words).toMatch(
      /^p95 rises by 5 ms a minute; reaches 400 ms in about (19|20|21) min \(\d\d min to \d\d min\)$/,
    );
  });

  it('see nothing in noise, and say when it is too late', () => {
    expect(house((minute) => 100 + ((minute * 7_919) % 13))()).toBe('p95 is steady');
    TestBed.resetTestingModule();
    expect(house(() => 500)()).toBe('p95 is over the limit of 400 ms');
  });

  it('say nothing of what nobody has called', () => {
    const clock = new ManualClock();
    TestBed.configureTestingModule({
      providers: [
        provideConvoy({ services: [{ name: 'orders' }] }),
        { provide: CLOCK, useValue: clock },
      ],
    });
    expect(TestBed.inject(Trends).latency('orders', 60_000)).toBeUndefined();
    expect(TestBed.inject(Trends).latency('nobody', 60_000)).toBeUndefined();
  });
});
