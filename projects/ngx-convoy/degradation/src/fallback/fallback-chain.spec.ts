import type { HttpResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { Traces, type Fallback } from 'ngx-convoy';
import { house, service, START, type House } from '../house.spec';
import { Freshness } from '../provenance/freshness';
import { provenanceOf } from '../provenance/provenance';
import { fromCache } from './from-cache';
import { fromService } from './from-services';
import { fromStatic } from './from-static';

const services = [service('prices'), service('archive')];

function withFallbacks(...prices: readonly Fallback[]): House {
  return house({ fallbacks: { prices } }, services);
}

function served(): { readonly source: string | undefined; readonly isEmptyHanded: boolean } {
  const { provenance, isEmptyHanded } = TestBed.inject(Freshness).served('prices')();
  return { source: provenance?.source, isEmptyHanded };
}

const down = { status: 503, statusText: 'down' };

describe('FallbackChain', () => {
  it('gives the last good answer, marked with its age, when the service fails', () => {
    const { call, clock } = withFallbacks(fromCache());
    call('/api/prices/7', { price: 5 }, { 'X-Currency': 'EUR' });
    clock.advance(180_000);

    const { response, error } = call('/api/prices/7', 503);
    expect(error).toBeUndefined();
    expect(response?.body).toEqual({ price: 5 });
    expect(response?.headers.get('X-Currency')).toBe('EUR');
    expect(response?.headers.get('Age')).toBe('180');
    expect(response && provenanceOf(response)).toEqual({
      ...{ source: 'stale', at: START, reason: 'http 503', service: 'prices' },
    });
    expect(served()).toEqual({ source: 'stale', isEmptyHanded: false });
    expect(TestBed.inject(Traces).recent()[0]).toEqual(
      jasmine.objectContaining({ outcome: 'fallback', detail: 'answered from cache: http 503' }),
    );
  });

  it('leaves live answers as they are', () => {
    const { call } = withFallbacks(fromCache());
    const { response } = call('/api/prices/7', { price: 5 });
    expect(response?.headers.keys()).toEqual([]);
    expect(served()).toEqual({ source: 'live', isEmptyHanded: false });
  });

  it('gives it too when nothing is sent any more, because the circuit is open', () => {
    const { call, backend } = withFallbacks(fromCache());
    call('/api/prices/7', { price: 5 });
    call('/api/prices/7', 503);
    call('/api/prices/7', 0);
    const { response } = call('/api/prices/7', { price: 'never sent' });
    expect(response?.body).toEqual({ price: 5 });
    expect(response && provenanceOf(response).reason).toBe('circuit open');
    backend.verify();
  });

  for (const status of [400, 401, 403, 404, 409, 429]) {
    it(`never hides an answer of ${status}`, () => {
      const { call } = withFallbacks(fromCache(), fromStatic({ price: 0 }));
      call('/api/prices/7', { price: 5 });
      const { response, error } = call('/api/prices/7', status);
      expect(response).toBeUndefined();
      expect(error?.status).toBe(status);
      expect(served()).toEqual({ source: 'live', isEmptyHanded: false });
    });
  }

  it('takes the first of the chain that has something', () => {
    const { call } = withFallbacks(fromCache({ maxAge: 1_000 }), fromStatic({ price: 0 }));
    const { response } = call('/api/prices/7', 503);
    expect(response?.body).toEqual({ price: 0 });
    expect(response && provenanceOf(response).source).toBe('static');
  });

  it('gives each a copy of the fixed value', () => {
    const { call } = withFallbacks(fromStatic({ prices: [] as number[] }));
    const first = call('/api/prices/7', 503).response as HttpResponse<{ prices: number[] }>;
    first.body?.prices.push(1);
    expect(call('/api/prices/7', 503).response?.body).toEqual({ prices: [] });
  });

  it('gives the fixed value only for the paths that it is meant for', () => {
    const { call } = withFallbacks(fromStatic([], { path: '/list' }));
    expect(call('/api/prices/list?page=2', 503).response?.body).toEqual([]);
    expect(call('/api/prices/7', 503).error?.status).toBe(503);
  });

  it('asks another service, and marks whose answer it is', () => {
    const { http, backend } = withFallbacks(fromService('archive'));
    let answer: HttpResponse<unknown> | undefined;
    http
      .get('/api/prices/7?currency=EUR', { observe: 'response' })
      .subscribe((response) => (answer = response));
    backend.expectOne('http://prices.test/7?currency=EUR').flush(null, down);
    backend.expectOne('http://archive.test/7?currency=EUR').flush({ price: 4 });
    expect(answer?.body).toEqual({ price: 4 });
    expect(answer && provenanceOf(answer)).toEqual({
      ...{ source: 'failover', at: START },
      ...{ reason: 'http 503, answered by archive', service: 'prices' },
    });
    expect(served().source).toBe('failover');
  });

  it('goes on along the chain when the other service fails too', () => {
    const { http, backend } = withFallbacks(fromService('archive'), fromStatic({ price: 0 }));
    const answers: unknown[] = [];
    http.get('/api/prices/7').subscribe((answer) => answers.push(answer));
    backend.expectOne('http://prices.test/7').flush(null, down);
    backend.expectOne('http://archive.test/7').flush(null, down);
    expect(answers).toEqual([{ price: 0 }]);
    expect(served().source).toBe('static');
  });

  it('gives the error of the service itself when nothing stands in', () => {
    const { http, backend } = withFallbacks(fromService('archive'));
    const errors: unknown[] = [];
    http.get('/api/prices/7').subscribe({ error: (error: unknown) => errors.push(error) });
    backend.expectOne('http://prices.test/7').flush(null, down);
    backend.expectOne('http://archive.test/7').flush(null, { status: 500, statusText: 'no' });
    expect(errors).toEqual([jasmine.objectContaining({ status: 503 })]);
    expect(served()).toEqual({ source: undefined, isEmptyHanded: true });
  });

  it('aborts the other service when the caller loses interest', () => {
    const { http, backend } = withFallbacks(fromService('archive'));
    const subscription = http.get('/api/prices/7').subscribe();
    backend.expectOne('http://prices.test/7').flush(null, down);
    const other = backend.expectOne('http://archive.test/7');
    subscription.unsubscribe();
    expect(other.cancelled).toBeTrue();
  });

  it('pretends of no change that it has worked', () => {
    const { http, backend } = withFallbacks(
      ...[fromCache(), fromStatic({ id: 1 }), fromService('archive')],
    );
    const errors: unknown[] = [];
    http.post('/api/prices', {}).subscribe({ error: (error: unknown) => errors.push(error) });
    backend.expectOne('http://prices.test').flush(null, down);
    backend.expectNone(() => true);
    expect(errors).toEqual([jasmine.objectContaining({ status: 503 })]);
  });

  it('sends a change elsewhere when the service certainly has not seen it', () => {
    const { http, backend, call } = withFallbacks(fromService('archive'));
    call('/api/prices/7', 503);
    call('/api/prices/7', 503);
    http.post('/api/prices', { price: 1 }).subscribe();
    const request = backend.expectOne('http://archive.test').request;
    expect([request.method, request.body]).toEqual(['POST', { price: 1 }]);
  });

  it('lets the error pass, and remembers it, when there is no fallback', () => {
    const { call } = withFallbacks();
    expect(call('/api/prices/7', 503).error?.status).toBe(503);
    expect(served()).toEqual({ source: undefined, isEmptyHanded: true });
  });

  it('names the network of the user as the reason when it is gone', () => {
    const { call } = withFallbacks(fromStatic({ price: 0 }));
    spyOnProperty(navigator, 'onLine').and.returnValue(false);
    const { response } = call('/api/prices/7', 0);
    expect(response && provenanceOf(response).reason).toBe('offline');
  });
});
