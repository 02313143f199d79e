import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { BulkheadFullError } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { convoy } from '../http/convoy-context';
import { withConvoy } from '../http/with-convoy';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { Traffic } from '../traffic/traffic';
import { Bulkheads } from './bulkheads';

function setUp() {
  const clock = new ManualClock();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        services: [
          { name: 'orders', match: '/orders', bulkhead: { limit: 1, queueLimit: 2 } },
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
  return { clock, get, errors, backend, bulkheads, traffic: TestBed.inject(Traffic) };
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
      jasmine.objectContaining({ limit: 1, inFlight: 1, waiting: 2, rejected: 1 }),
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
    }).toThrowError(/no bulkhead/);
    expect(bulkheads.of('free')()).toBeUndefined();
  });
});
