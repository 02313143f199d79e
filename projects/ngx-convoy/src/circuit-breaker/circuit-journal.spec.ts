import { TestBed } from '@angular/core/testing';
import { ManualClock } from 'ngx-convoy/testing';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import { Upstreams } from '../registry/upstreams';
import { CircuitJournal } from './circuit-journal';

function setUp() {
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({
        services: [{ name: 'orders', instances: ['http://a.test', 'http://b.test'] }],
      }),
      { provide: CLOCK, useValue: new ManualClock() },
    ],
  });
  TestBed.inject(ServiceRegistry);
  const upstream = TestBed.inject(Upstreams).get('orders');
  if (upstream === undefined) throw new Error('no such service');
  return upstream;
}

describe('CircuitJournal', () => {
  it('knows what happened before anybody asked for it, newest first', () => {
    const upstream = setUp();
    upstream.breaker.moveTo('open', 'all failed');
    upstream.endpoint('http://a.test')?.breaker.moveTo('open', 'it failed');
    const entries = TestBed.inject(CircuitJournal).entries();
    expect(
      entries.map(({ service, instance, to, reason }) => [service, instance, to, reason]),
    ).toEqual([
      ['orders', 'http://a.test', 'open', 'it failed'],
      ['orders', undefined, 'open', 'all failed'],
    ]);
  });

  it('keeps the last 200 moves', () => {
    const upstream = setUp();
    for (let count = 0; count < 205; count += 1)
      upstream.breaker.moveTo('closed', `reset ${count}`);
    const entries = TestBed.inject(CircuitJournal).entries();
    expect(entries.length).toBe(200);
    expect(entries[0]?.reason).toBe('reset 204');
  });
});
