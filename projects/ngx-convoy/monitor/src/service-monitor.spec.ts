import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { signal } from '@angular/core';
import { CircuitBreakers, CLOCK, LeaderTab, provideConvoy, RANDOM, withConvoy } from 'ngx-convoy';
import type { HealthAnswer } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { HEALTH_PROBE } from './health/health-probe';
import { ServiceMonitor } from './service-monitor';
import { withMonitoring } from './with-monitoring';

function house() {
  const clock = new ManualClock(0);
  const disk = {
    name: 'disk',
    status: 'warn',
    affectedEndpoints: ['/orders/{id}/invoice'],
  } as const;
  const answer: HealthAnswer = { status: 'warn', output: 'disk nearly full', checks: [disk] };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy(
        {
          services: [
            {
              ...{ name: 'orders', match: '/api/orders', health: '/health' },
              ...{ instances: [{ id: 'eu', url: 'http://eu.test' }], retry: { attempts: 0 } },
            },
          ],
        },
        withMonitoring(),
      ),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: () => 0.5 },
      { provide: LeaderTab, useValue: { leads: signal(true) } },
      { provide: HEALTH_PROBE, useValue: () => Promise.resolve(answer) },
    ],
  });
  const monitor = TestBed.inject(ServiceMonitor);
  TestBed.tick();
  return { clock, monitor };
}

describe('ServiceMonitor', () => {
  it('gives the numbers of calls that were really made', () => {
    const { monitor } = house();
    const http = TestBed.inject(HttpClient);
    const backend = TestBed.inject(HttpTestingController);
    for (const status of [200, 200, 200, 503]) {
      http.get('/api/orders/1').subscribe({ error: () => undefined });
      backend.expectOne('http://eu.test/1').flush({}, { status, statusText: 'as told' });
    }
    expect(monitor.metrics('orders')()).toEqual(
      jasmine.objectContaining({ wanted: 4, failures: 1, errorRate: 0.25, availability: 0.75 }),
    );
    expect(monitor.metrics('nobody')()).toBeUndefined();
  });

  it('says how each instance is, and when that was asked', async () => {
    const { clock, monitor } = house();
    const health = monitor.health('orders');
    expect(health()).toEqual(
      jasmine.objectContaining({ status: 'unknown', lastCheckAt: undefined }),
    );
    clock.set(700);
    await monitor.checkNow('orders');
    expect(health()).toEqual({
      ...{
        service: 'orders',
        status: 'degraded',
        reason: 'an instance reports a warning: disk nearly full',
      },
      ...{ lastCheckAt: 700, lastCheck: undefined, nextCheckAt: 15_700, score: 75 },
      affectedEndpoints: ['/orders/{id}/invoice'],
      instances: [
        {
          ...{ instance: 'eu', health: 'warn', nextCheckAt: 15_700 },
          lastCheck: jasmine.objectContaining({
            at: 700,
            answer: jasmine.objectContaining({ output: 'disk nearly full' }),
          }),
        },
      ],
    });
    expect(monitor.health('nobody')()).toBeUndefined();
    const isAffected = (path: string): boolean => monitor.isAffected('orders', path)();
    expect([isAffected('/orders/7/invoice'), isAffected('/orders/7')]).toEqual([true, false]);
  });

  it('gives what is firing about a service', () => {
    const { monitor } = house();
    TestBed.inject(CircuitBreakers).forceOpen('orders', 'maintenance');
    TestBed.tick();
    expect(
      monitor
        .alerts('orders')()
        .map(({ rule }) => rule),
    ).toEqual(['circuit']);
  });
});
