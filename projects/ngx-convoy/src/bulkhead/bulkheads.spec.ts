import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import {
  adaptiveLifo,
  BulkheadFullError,
  QueueClearedError,
  type MeteredBulkheadOptions,
} from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { convoy } from '../http/convoy-context';
import { withConvoy } from '../http/with-convoy';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import { Bulkheads } from './bulkheads';

function setUp(bulkhead: MeteredBulkheadOptions = { limit: 1, queueLimit: 2 }) {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        services: [
          { name: 'orders', match: '/orders', timeout: 15_000, bulkhead },
          { name: 'free', match: '/free' },
        ],
      }),
      { provide: CLOCK, useValue: clock },
    ],
  });
  const http = TestBed.inject(HttpClient);
  const errors: unknown[] = [];
  const get = (url: string, priority: 'critical' | 'normal' = 'normal') =>
    http.get(url, { context: convoy({ priority }) }).subscribe({
      error: (error: unknown) => errors.push(error),
    });
  const backend = TestBed.inject(HttpTestingController);
  const bulkheads = TestBed.inject(Bulkheads);
  return { clock, get, errors, backend, bulkheads, services: TestBed.inject(ServiceRegistry) };
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

describe('Bulkheads', () => {
  it('let so many calls of a service through, the others in the order of their urgency', () => {
    const { get, backend } = setUp();
    get('/orders/1');
    get('/orders/2');
    get('/orders/3', 'critical');
    backend.expectOne('/orders/1').flush('');
    backend.expectNone('/orders/2');
    backend.expectOne('/orders/3').flush('');
    backend.expectOne('/orders/2').flush('');
  });

  it('refuse a call at once when there is no room to wait, and count it', () => {
    const { get, errors, bulkheads } = setUp();
    for (let call = 1; call <= 4; call += 1) get(`/orders/${call}`);
    expect(errors).toEqual([jasmine.any(BulkheadFullError)]);
    expect(bulkheads.of('orders')()).toEqual(
      jasmine.objectContaining({
        name: 'orders',
        limit: 1,
        inFlight: 1,
        waiting: 2,
        rejected: 1,
        rejections: { full: 1 },
        serving: 'oldest-first',
        paused: false,
      }),
    );
  });

  it('let a caller leave the queue at once', () => {
    const { get, backend, bulkheads } = setUp();
    get('/orders/1');
    const waiting = get('/orders/2');
    waiting.unsubscribe();
    expect(bulkheads.of('orders')()?.waiting).toBe(0);
    backend.expectOne('/orders/1').flush('');
    backend.expectNone('/orders/2');
  });

  it('give the place back when a call is cancelled', () => {
    const { get, backend } = setUp();
    get('/orders/1').unsubscribe();
    get('/orders/2');
    backend.expectOne('/orders/2');
  });

  it('can be resized while calls wait', () => {
    const { get, backend, bulkheads } = setUp();
    get('/orders/1');
    get('/orders/2');
    bulkheads.resize('orders', 2);
    backend.expectOne('/orders/2');
    expect(() => {
      bulkheads.resize('free', 2);
    }).toThrowError(/no bulkhead of a service 'free'/);
    expect(bulkheads.of('free')()).toBeUndefined();
  });

  it('can be paused: what is under way goes on, the rest waits until they are resumed', () => {
    const { get, backend, bulkheads } = setUp();
    get('/orders/1');
    bulkheads.pause('orders');
    get('/orders/2');
    backend.expectOne('/orders/1').flush('');
    backend.expectNone('/orders/2');
    expect(bulkheads.of('orders')()).toEqual(
      jasmine.objectContaining({ inFlight: 0, waiting: 1, paused: true }),
    );
    bulkheads.resume('orders');
    backend.expectOne('/orders/2');
  });

  it('can be emptied, which tells those that waited', () => {
    const { get, errors, bulkheads } = setUp();
    get('/orders/1');
    get('/orders/2');
    bulkheads.clear('orders');
    expect(errors).toEqual([jasmine.any(QueueClearedError)]);
    expect(bulkheads.of('orders')()).toEqual(
      jasmine.objectContaining({ inFlight: 1, waiting: 0, rejections: { cleared: 1 } }),
    );
  });

  it('serve the newest first while they are late, if told so', () => {
    const { clock, get, backend, bulkheads } = setUp({ limit: 1, discipline: adaptiveLifo() });
    get('/orders/1');
    get('/orders/2');
    clock.advance(5_500);
    get('/orders/3');
    bulkheads.resize('orders', 2);
    backend.expectNone('/orders/2');
    backend.expectOne('/orders/3');
    expect(bulkheads.of('orders')()?.serving).toBe('newest-first');
  });

  it('are listed, those of services that come and go later too', async () => {
    const { bulkheads, services } = setUp();
    expect(bulkheads.all().map(({ name }) => name)).toEqual(['orders']);
    services.add({ name: 'late', match: '/late', bulkhead: {} });
    await nextFrame();
    expect(bulkheads.all().map(({ name }) => name)).toEqual(['orders', 'late']);
    services.remove('late');
    await nextFrame();
    expect(bulkheads.all().map(({ name }) => name)).toEqual(['orders']);
    expect(bulkheads.of('late')()).toBeUndefined();
  });

  it('are told of a call that waits at once, in the next frame', async () => {
    const { get, bulkheads } = setUp();
    const orders = bulkheads.of('orders');
    expect(orders()?.waiting).toBe(0);
    get('/orders/1');
    get('/orders/2');
    expect(orders()?.waiting).withContext('not before the frame').toBe(0);
    await nextFrame();
    expect([orders()?.inFlight, orders()?.waiting]).toEqual([1, 1]);
    expect(bulkheads.all()[0]?.waiting).toBe(1);
  });
});
