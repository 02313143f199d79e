import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import {
  CircuitBreakers,
  CLOCK,
  LeaderTab,
  provideConvoy,
  ServiceRegistry,
  TAB_SCOPE,
  Upstreams,
} from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { Page } from '../page';
import { withMonitoring } from '../with-monitoring';
import { AlertRules } from './alert-rules';
import { AlertStore } from './alert-store';

const BEAT = 5_000;

function house() {
  const clock = new ManualClock(0);
  const visible = signal(true);
  const leads = signal(false);
  TestBed.configureTestingModule({
    providers: [
      provideConvoy(
        { services: [{ name: 'orders', match: '/api/orders', instances: ['http://a.test'] }] },
        withMonitoring({ alerts: { for: 10_000, minimumCalls: 5 } }),
      ),
      { provide: CLOCK, useValue: clock },
      { provide: TAB_SCOPE, useValue: crypto.randomUUID() },
      { provide: LeaderTab, useValue: { leads } },
      { provide: Page, useValue: { visible, online: signal(true) } },
    ],
  });
  const store = TestBed.inject(AlertStore);
  const registry = TestBed.inject(ServiceRegistry);
  TestBed.tick();
  const fail = (calls: number): void => {
    const upstream = TestBed.inject(Upstreams).get('orders');
    for (let call = 0; call < calls; call += 1) upstream?.count('failure', 5, clock.now());
  };
  const pass = (ms: number): void => {
    clock.advance(ms);
    TestBed.tick();
  };
  const firing = (): readonly string[] => store.active().map(({ rule }) => rule);
  return { clock, store, registry, visible, leads, fail, pass, firing };
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
    expect(store.pending().map(({ rule }) => rule)).toEqual(['availability', 'errorRate']);
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

  it('goes on more slowly while nobody looks, where it is the tab that notifies', () => {
    const { clock, visible, leads, fail, pass, firing } = house();
    leads.set(true);
    visible.set(false);
    pass(0);
    expect(clock.pending).toBe(1);
    fail(10);
    pass(BEAT);
    expect(firing()).toEqual([]);
    fail(10);
    pass(3 * BEAT);
    fail(10);
    pass(4 * BEAT);
    expect(firing()).toEqual(['availability', 'errorRate']);
  });

  it('takes a rule that is added, changed and removed while it runs', () => {
    const { store, fail, pass, firing } = house();
    const rules = TestBed.inject(AlertRules);
    const remove = rules.add({
      name: 'failures',
      threshold: 3,
      measure: ({ totals }) => totals(30_000).failures,
      describe: ({ label }, count) => `${count} calls of ${label} failed`,
    });
    pass(0);
    const upstream = TestBed.inject(Upstreams).get('orders');
    for (let call = 0; call < 4; call += 1) upstream?.count('failure', 5, 0);
    pass(BEAT);
    expect(store.active().map(({ message }) => message)).toEqual(['4 calls of orders failed']);

    const { since } = store.active()[0] ?? {};
    rules.add({
      name: 'failures',
      severity: 'critical',
      threshold: 2,
      measure: ({ totals }) => totals(30_000).failures,
      describe: () => 'too many',
    });
    pass(0);
    expect(store.active().map((alert) => alert.since)).toEqual([since ?? -1]);
    remove();
    pass(0);
    expect(firing()).toEqual(['failures']);
    fail(0);
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
