import { inject } from '@angular/core';
import { convoy, ServiceRegistry } from 'ngx-convoy';
import { finalize, NEVER, of } from 'rxjs';
import { house, service, START } from '../house.spec';
import { provenanceOf } from '../provenance/provenance';
import { fromDegraded } from './from-degraded';
import { fromStatic } from './from-static';

const services = [service('prices')];

describe('fromDegraded', () => {
  it('gives what the app works out, told what was asked and why', () => {
    const asked: unknown[] = [];
    const fallback = fromDegraded(({ request, path, reason }) => {
      asked.push([request.method, path, reason, inject(ServiceRegistry).services().length]);
      return { price: 'about 5' };
    });
    const { call } = house({ fallbacks: { prices: [fallback] } }, services);
    const { response } = call('/api/prices/7?currency=EUR', 503);
    expect(asked).toEqual([['GET', '/7?currency=EUR', 'http 503', 1]]);
    expect(response?.body).toEqual({ price: 'about 5' });
    expect(response && provenanceOf(response)).toEqual({
      ...{ source: 'degraded', at: START, reason: 'http 503', service: 'prices' },
    });
  });

  const none: readonly [string, () => unknown][] = [
    ['has nothing', () => undefined],
    ['fails', () => Promise.reject(new Error('no idea'))],
    ['has nothing later', () => of(undefined)],
  ];
  for (const [what, answer] of none) {
    it(`passes the call on when it ${what}`, async () => {
      const chain = [fromDegraded(answer), fromStatic(0)];
      const { http, backend } = house({ fallbacks: { prices: chain } }, services);
      const answered = new Promise((resolve) => http.get('/api/prices/7').subscribe(resolve));
      backend.expectOne('http://prices.test/7').flush(null, { status: 503, statusText: 'down' });
      expect(await answered).toBe(0);
    });
  }

  it('answers for its path only, and for no change', () => {
    const fallback = fromDegraded(() => 1, { path: '/list' });
    const { call, http, backend } = house({ fallbacks: { prices: [fallback] } }, services);
    expect(call('/api/prices/7', 503).error?.status).toBe(503);
    const errors: unknown[] = [];
    http.post('/api/prices/list', {}).subscribe({ error: (error: unknown) => errors.push(error) });
    backend.expectOne('http://prices.test/list').flush(null, { status: 503, statusText: 'down' });
    expect(errors.length).toBe(1);
  });

  it('stops with its caller', () => {
    let isStopped = false;
    const fallback = fromDegraded(() => NEVER.pipe(finalize(() => (isStopped = true))));
    const { http, backend } = house({ fallbacks: { prices: [fallback] } }, services);
    const subscription = http.get('/api/prices/7').subscribe();
    backend.expectOne('http://prices.test/7').flush(null, { status: 503, statusText: 'down' });
    subscription.unsubscribe();
    expect(isStopped).toBeTrue();
  });
});

describe('convoy({ fallback })', () => {
  it('takes the place of the chain of the service, for one request', () => {
    const { http, backend } = house({ fallbacks: { prices: [fromStatic('of all')] } }, services);
    const own = { context: convoy({ fallback: [fromStatic('of this one')] }) };
    const answers: unknown[] = [];
    http.get('/api/prices/7', own).subscribe((answer) => answers.push(answer));
    http.get('/api/prices/8').subscribe((answer) => answers.push(answer));
    for (const request of backend.match(() => true)) {
      request.flush(null, { status: 503, statusText: 'down' });
    }
    expect(answers).toEqual(['of this one', 'of all']);
  });

  it('lets the error pass when it is empty', () => {
    const { http, backend } = house({ fallbacks: { prices: [fromStatic(0)] } }, services);
    const errors: unknown[] = [];
    http
      .get('/api/prices/7', { context: convoy({ fallback: [] }) })
      .subscribe({ error: (error: unknown) => errors.push(error) });
    backend.expectOne('http://prices.test/7').flush(null, { status: 503, statusText: 'down' });
    expect(errors.length).toBe(1);
  });
});
