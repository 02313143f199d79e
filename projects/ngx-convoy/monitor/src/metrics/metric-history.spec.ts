import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { CLOCK, provideConvoy, ServiceRegistry, withConvoy } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { MetricHistory } from './metric-history';

function house() {
  const clock = new ManualClock(1_767_225_600_000);
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        services: [
          {
            ...{ name: 'orders', match: '/api/orders', instances: ['http://eu.test'] },
            ...{ retry: { attempts: 0 }, bulkhead: { limit: 4 }, timeout: 1_000 },
          },
        ],
      }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  const history = TestBed.inject(MetricHistory);
  const http = TestBed.inject(HttpClient);
  const backend = TestBed.inject(HttpTestingController);
  const send = (): void => {
    http.get('/api/orders/1').subscribe({ error: () => undefined });
  };
  const answer = (status: number, ms = 100): void => {
    send();
    clock.advance(ms);
    const request = backend.expectOne('http://eu.test/1');
    if (status === 0) request.error(new ProgressEvent('error'));
    else request.flush({}, { status, statusText: 'as told' });
  };
  const totals = (windowMs = 60_000) => history.totals('orders', windowMs, clock.now());
  return { clock, history, send, answer, totals };
}

describe('MetricHistory', () => {
  it('tells the classes of errors of real calls apart', () => {
    const { clock, send, answer, totals } = house();
    for (const status of [200, 200, 404, 500, 503, 0]) answer(status);
    send();
    clock.advance(1_000);
    expect(totals().kinds).toEqual({
      ...{ success: 2, client: 1, server: 2, network: 1, timeout: 1 },
      ...{ rejected: 0, fallback: 0, cancelled: 0 },
    });
    const { wanted, successes, failures, calls } = totals();
    expect([wanted, successes, failures, calls]).toEqual([7, 3, 4, 7]);
  });

  it('knows how long they took', () => {
    const { answer, totals } = house();
    for (let call = 1; call <= 9; call++) answer(200, call * 10);
    expect(totals().sum).toBe(450);
    expect(Math.abs((totals().quantile(0.5) ?? NaN) - 50)).toBeLessThan(0.6);
  });

  it('keeps what the last minute has forgotten', () => {
    const { clock, answer, totals } = house();
    answer(200);
    clock.advance(600_000);
    answer(503);
    expect(totals().calls).toBe(1);
    expect(totals(3_600_000).calls).toBe(2);
    clock.advance(12 * 3_600_000);
    expect(totals(3_600_000).calls).toBe(0);
    expect(totals(86_400_000).failures).toBe(1);
  });

  it('knows of services that come later, and nothing of those that are gone', () => {
    const { clock, history } = house();
    const registry = TestBed.inject(ServiceRegistry);
    registry.add({ name: 'late', match: '/api/late' });
    expect(history.services).toEqual(['orders', 'late']);
    registry.remove('late');
    expect(history.services).toEqual(['orders']);
    expect(history.totals('late', 60_000, clock.now()).calls).toBe(0);
    expect(history.of('late', 60_000)()).toBeUndefined();
  });
});
