import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { CircuitBreakers, CLOCK, provideConvoy, ServiceRegistry, Upstreams } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { Page } from '../page';
import { withMonitoring } from '../with-monitoring';
import { AlertStore } from './alert-store';

const BEAT = 5_000;

function house() {
  const clock = new ManualClock(0);
  const visible = signal(true);
  TestBed.configureTestingModule({
    providers: [
      provideConvoy(
        { services: [{ name: 'orders', match: '/api/orders', instances: ['http://a.test'] }] },
        withMonitoring({ alerts: { for: 10_000, minimumCalls: 5 } }),
      ),
      { provide: CLOCK, useValue: clock },
      { provide: Page, useValue: { visible, online: signal(true) } },
    ],
  });
  const store = TestBed.inject(AlertStore);
  const registry = TestBed.inject(ServiceRegistry);
  TestBed.tick();
  const fail = (calls: number): void => {
    const traffic = TestBed.inject(Upstreams).get('orders')?.traffic;
    for (let call = 0; call < calls; call += 1) traffic?.record('failure', 5, clock.now());
  };
  const pass = (ms: number): void => {
    clock.advance(ms);
    TestBed.tick();
  };
  const firing = (): readonly string[] => store.active().map(({ rule }) => rule);
  return { clock, store, registry, visible, fail, pass, firing };
}

describe('AlertWatch', () => {
  it('tells of a change of state without waiting for a beat', () => {
    const { clock, store, firing } = house();
    const breakers = TestBed.inject(CircuitBreakers);
    breakers.forceOpen('orders', 'maintenance');
    TestBed.tick();
    expect(clock.now()).toBe(0);
    expect(firing()).toEqual(['circuit']);
    expect(store.active()[0]?.message).toBe('The circuit of orders is open: maintenance');

    breakers.reset('orders', 'done');
    TestBed.tick();
    expect(firing()).toEqual([]);
    expect(store.history().map(({ rule }) => rule)).toEqual(['circuit']);
  });

  it('looks at the numbers on a beat', () => {
    const { store, fail, pass, firing } = house();
    fail(10);
    pass(BEAT);
    expect(store.pending().map(({ rule }) => rule)).toEqual(['errorRate', 'availability']);
    pass(2 * BEAT);
    expect(firing()).toEqual(['availability', 'errorRate']);
  });

  it('owns one timer, and none while nobody looks', () => {
    const { clock, visible, fail, pass, firing } = house();
    pass(BEAT);
    expect(clock.pending).toBe(1);
    fail(10);
    pass(BEAT);

    visible.set(false);
    pass(0);
    expect(clock.pending).toBe(0);
    fail(10);
    pass(20_000);
    expect(firing()).toEqual([]);

    visible.set(true);
    pass(0);
    expect(firing()).toEqual(['availability', 'errorRate']);
    expect(clock.pending).toBe(1);
  });

  it('tells of a registry that does not answer well, and that the last good instances stay', () => {
    const { registry, store, firing } = house();
    registry.reportProblem('orders', 'consul', 'answers 500');
    TestBed.tick();
    expect(store.active().map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', 'orders: the registry answers 500; the last good instances stay'],
    ]);
    registry.clearProblem('orders');
    TestBed.tick();
    expect(firing()).toEqual([]);
  });

  it('ends the alerts of a service that is removed', () => {
    const { registry, store, firing } = house();
    TestBed.inject(CircuitBreakers).forceOpen('orders', 'maintenance');
    TestBed.tick();
    registry.remove('orders');
    TestBed.tick();
    expect(firing()).toEqual([]);
    expect(store.history().length).toBe(1);
  });

  it('watches a service that is added', () => {
    const { registry, firing } = house();
    registry.add({ name: 'media', match: '/media', instances: ['http://m.test'] });
    TestBed.inject(CircuitBreakers).forceOpen('media', 'maintenance');
    TestBed.tick();
    expect(firing()).toEqual(['circuit']);
  });
});
