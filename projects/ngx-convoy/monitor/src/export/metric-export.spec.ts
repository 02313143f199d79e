import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { CircuitBreakers, CLOCK, provideConvoy, withConvoy } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { MetricExport } from './metric-export';

function house() {
  const clock = new ManualClock(1_767_225_600_000);
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        services: [
          {
            ...{
              name: 'orders',
              match: '/api/orders',
              instances: ['http://eu.test', 'http://us.test'],
            },
            ...{
              retry: { attempts: 1, backoff: { type: 'constant', base: 10, jitter: 0 } },
              bulkhead: { limit: 4 },
            },
          },
          { name: 'users', match: '/api/users', instances: ['http://u.test'] },
        ],
      }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  const metrics = TestBed.inject(MetricExport);
  const http = TestBed.inject(HttpClient);
  const backend = TestBed.inject(HttpTestingController);
  const call = (...statuses: readonly number[]): void => {
    http.get('/api/orders/1').subscribe({ error: () => undefined });
    for (const status of statuses) {
      clock.advance(80);
      const [request] = backend.match(() => true);
      request?.flush({}, { status, statusText: 'as told' });
      clock.advance(10);
    }
  };
  const line = (start: string): string | undefined =>
    metrics
      .prometheus()
      .split('\n')
      .find((each) => each.startsWith(start))
      ?.split(' ')[1];
  return { clock, metrics, call, line };
}

describe('MetricExport', () => {
  it('says of real calls what became of them, how long they took and what guarded them', () => {
    const { call, line } = house();
    call(200);
    call(503, 200);
    call(404);
    TestBed.inject(CircuitBreakers).forceOpen('orders', 'maintenance');
    call();
    expect(line('convoy_service_calls_total{service="orders",outcome="success"}')).toBe('2');
    expect(line('convoy_service_calls_total{service="orders",outcome="client"}')).toBe('1');
    expect(line('convoy_service_calls_total{service="orders",outcome="rejected"}')).toBe('1');
    expect(line('convoy_service_status{service="orders",status="down"}')).toBe('1');
    expect(line('ft_retry_retries_total{service="orders"}')).toBe('1');
    expect(
      line(
        'ft_circuitbreaker_calls_total{service="orders",circuit_breaker_result="circuitBreakerOpen"}',
      ),
    ).toBe('1');
    expect(line('http_client_request_duration_seconds_count{service="orders"}')).toBe('2');
    expect(line('http_client_request_duration_seconds_bucket{service="orders",le="0.1"}')).toBe(
      '1',
    );
    expect(line('convoy_service_calls_total{service="users",outcome="success"}')).toBe('0');
  });

  it('gives any window as a table and as JSON, of the services that are asked for', () => {
    const { metrics, call } = house();
    call(200);
    const table = metrics.csv({ windowMs: 3_000, services: ['orders', 'nobody'] }).split('\r\n');
    expect(table.length).toBe(5);
    expect(table[3]).toMatch(/^orders,2026-01-01T00:00:00\.000Z,1,1,0,/);
    const all = JSON.parse(metrics.json({ windowMs: 60_000, tier: 'minute' })) as unknown[];
    expect(all.length).toBe(2);
  });
});
