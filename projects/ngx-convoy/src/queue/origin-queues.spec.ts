import { HttpClient, provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ConfigurationError, QueueClearedError } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import type { ConvoyConfig } from '../config/convoy-config';
import { convoy } from '../http/convoy-context';
import { withConvoy } from '../http/with-convoy';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { OriginProtocols } from './origin-protocols';
import { OriginQueues } from './origin-queues';

const API = 'https://api.test';
const HERE = location.origin;

/** Two services at one origin, and one at the page's own. */
function setUp(config: Pick<ConvoyConfig, 'origins'> = { origins: { http1: 1, multiplexed: 2 } }) {
  const http1 = new Set([API, HERE]);
  const protocols = {
    learnt: undefined as ((origin: string) => void) | undefined,
    isHttp1: (origin: string) => http1.has(origin),
  };
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({
        services: [
          { name: 'orders', match: '/orders', instances: [`${API}/orders`] },
          { name: 'offers', match: '/offers', instances: [`${API}/offers`] },
          { name: 'own', match: '/own' },
        ],
        ...config,
      }),
      { provide: CLOCK, useValue: new ManualClock() },
      { provide: OriginProtocols, useValue: protocols },
    ],
  });
  const http = TestBed.inject(HttpClient);
  const errors: unknown[] = [];
  const get = (url: string, priority: 'critical' | 'normal' = 'normal') =>
    http.get(url, { context: convoy({ priority }) }).subscribe({
      error: (error: unknown) => errors.push(error),
    });
  const backend = TestBed.inject(HttpTestingController);
  const queues = TestBed.inject(OriginQueues);
  return { get, errors, backend, queues, protocols, http1 };
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}

describe('OriginQueues', () => {
  it('let requests of all services wait for a place at their origin, the most urgent first', () => {
    const { get, backend } = setUp();
    get('/orders/1');
    get('/orders/2');
    get('/offers/1', 'critical');
    backend.expectNone(`${API}/orders/2`);
    backend.expectOne(`${API}/orders/1`).flush('');
    backend.expectNone(`${API}/orders/2`);
    backend.expectOne(`${API}/offers/1`).flush('');
    backend.expectOne(`${API}/orders/2`).flush('');
  });

  it('have one for the page’s own origin, whether a URL names it or not', () => {
    const { get, queues } = setUp();
    get('/own/1');
    expect(queues.of(HERE)()).toEqual(jasmine.objectContaining({ limit: 1, inFlight: 1 }));
  });

  it('let a request leave at once', () => {
    const { get, backend, queues } = setUp();
    get('/orders/1');
    get('/orders/2').unsubscribe();
    expect(queues.of(API)()?.waiting).toBe(0);
    backend.expectOne(`${API}/orders/1`).flush('');
    backend.expectNone(`${API}/orders/2`);
  });

  it('are listed from the first request on, and say how things stand once a frame', async () => {
    const { get, queues } = setUp();
    expect(queues.all()).toEqual([]);
    get('/orders/1');
    get('/orders/2');
    expect(queues.all()).withContext('not before the frame').toEqual([]);
    await nextFrame();
    expect(queues.all()).toEqual([
      jasmine.objectContaining({ name: API, limit: 1, inFlight: 1, waiting: 1, paused: false }),
    ]);
  });

  it('allow more as soon as it is known that an origin needs only one connection', () => {
    const { get, backend, queues, protocols, http1 } = setUp();
    get('/orders/1');
    get('/orders/2');
    http1.delete(API);
    protocols.learnt?.(API);
    expect(queues.of(API)()?.limit).toBe(2);
    backend.expectOne(`${API}/orders/2`);
  });

  it('keep to a limit that is set by hand, whatever becomes known', () => {
    const { get, queues, protocols, http1 } = setUp();
    get('/orders/1');
    queues.resize(API, 5);
    http1.delete(API);
    protocols.learnt?.(API);
    expect(queues.of(API)()?.limit).toBe(5);
  });

  it('can be paused, resumed and emptied', () => {
    const { get, backend, errors, queues } = setUp();
    get('/orders/1');
    queues.pause(API);
    get('/orders/2');
    get('/offers/1');
    backend.expectOne(`${API}/orders/1`).flush('');
    backend.expectNone(`${API}/orders/2`);
    queues.clear(API);
    expect(errors.length).toBe(2);
    expect(errors).toContain(jasmine.any(QueueClearedError));
    get('/orders/3');
    queues.resume(API);
    backend.expectOne(`${API}/orders/3`);
    expect(() => {
      queues.pause('https://nowhere.test');
    }).toThrowError(/no origin 'https:\/\/nowhere.test'/);
  });

  it('are not there when switched off', () => {
    const { get, backend, queues } = setUp({ origins: false });
    for (let call = 1; call <= 30; call += 1) get(`/orders/${call}`);
    expect(backend.match(() => true).length).toBe(30);
    expect(queues.all()).toEqual([]);
  });

  it('are there when nothing is said: six at HTTP/1.1, and 24 elsewhere', () => {
    const { get, backend, http1, protocols, queues } = setUp({});
    for (let call = 1; call <= 30; call += 1) get(`/orders/${call}`);
    expect(backend.match(() => true).length).toBe(6);
    http1.clear();
    protocols.learnt?.(API);
    expect(queues.of(API)()?.limit).toBe(24);
  });

  for (const option of ['http1', 'multiplexed', 'queueLimit', 'capacity']) {
    it(`names origins.${option} at start-up when it is out of range`, () => {
      expect(() => setUp({ origins: { [option]: -1 } })).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === `origins.${option}`,
      );
    });
  }
});

describe('OriginProtocols', () => {
  it('learn from what the page has loaded which protocol an origin speaks', async () => {
    const protocols = TestBed.inject(OriginProtocols);
    const learnt = new Promise((resolve) => (protocols.learnt = resolve));
    await fetch(`/?${Math.random()}`, { cache: 'no-store' });
    expect(await learnt).toBe(HERE);
    expect(protocols.isHttp1(HERE)).toBe(true);
    expect(protocols.isHttp1(API)).toBe(false);
  });
});
