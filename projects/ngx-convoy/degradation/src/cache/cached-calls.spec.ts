import { HttpHeaders } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { convoy, Traces } from 'ngx-convoy';
import { fromService } from '../fallback/from-services';
import { fromStatic } from '../fallback/from-static';
import { START } from '../house.spec';
import { Freshness } from '../provenance/freshness';
import { provenanceOf } from '../provenance/provenance';
import { bodies, down, first, MINUTE, scene, SECOND } from './cache-scene.spec';

describe('A service with a cache', () => {
  it('answers with what is fresh, without asking, and says so', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 });
    clock.advance(29_999);
    const asked = get();
    expect(bodies(asked)).toEqual([{ price: 5 }]);
    expect(sent()).toEqual([]);
    const { headers } = first(asked);
    expect(headers.get('Age')).toBe('29');
    expect(headers.get('Cache-Status')).toMatch(/^convoy; hit; ttl=0; detail="fresh for 0 s"; /);
    expect(provenanceOf(first(asked))).toEqual({
      ...{ source: 'cache', at: START, reason: 'fresh for 0 s', service: 'prices' },
    });
  });

  it('takes no place in a queue and no look at the breaker for that', () => {
    const { fill, get, breakers } = scene();
    fill({ price: 5 });
    breakers.forceOpen('prices', 'stopped');
    expect(bodies(get())).toEqual([{ price: 5 }]);
  });

  it('leaves live answers as they are', () => {
    const { get, sent } = scene();
    const asked = get();
    for (const request of sent()) request.flush({ price: 5 });
    expect(first(asked).headers.keys()).toEqual([]);
    expect(TestBed.inject(Freshness).of('prices')()?.source).toBe('live');
  });

  it('traces a call that was answered from memory as one', () => {
    const { fill, get } = scene();
    fill({ price: 5 });
    get();
    expect(TestBed.inject(Traces).recent()[0]).toEqual(
      jasmine.objectContaining({ outcome: 'success', detail: 'from cache: fresh for 30 s' }),
    );
  });

  it('gives what is stale at once, and renews it behind the back', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 });
    clock.advance(MINUTE);
    const asked = get();
    expect(bodies(asked)).toEqual([{ price: 5 }]);
    expect(provenanceOf(first(asked))).toEqual({
      ...{ source: 'stale', at: START, reason: 'being renewed', service: 'prices' },
    });
    const [renewal] = sent();
    renewal?.flush({ price: 6 });
    // Nothing is swapped: who has got the old one keeps it.
    expect(bodies(asked)).toEqual([{ price: 5 }]);
    expect(bodies(get())).toEqual([{ price: 6 }]);
    expect(sent()).toEqual([]);
  });

  it('renews once, however many are given what is stale', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 });
    clock.advance(MINUTE);
    for (let n = 0; n < 5; n += 1) expect(bodies(get())).toEqual([{ price: 5 }]);
    expect(sent().length).toBe(1);
  });

  it('tells that there is something newer only when it says something else', () => {
    const { fill, get, sent, clock } = scene();
    const isOutdated = TestBed.inject(Freshness).isOutdated('prices');
    fill({ price: 5 });
    clock.advance(MINUTE);
    get();
    for (const request of sent()) request.flush({ price: 5 });
    expect(isOutdated()).toBeFalse();
    clock.advance(MINUTE);
    get();
    for (const request of sent()) request.flush({ price: 6 });
    expect(isOutdated()).toBeTrue();
    get();
    expect(isOutdated()).toBeFalse();
  });

  it('goes on with what is stale when it cannot be renewed', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 });
    clock.advance(MINUTE);
    const asked = get();
    for (const request of sent()) request.flush(null, down);
    expect(asked.errors).toEqual([]);
    expect(bodies(get())).toEqual([{ price: 5 }]);
  });

  it('asks when it is too old for that, and stands in when the service fails', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 });
    clock.advance(6 * MINUTE);
    const asked = get();
    expect(asked.responses).toEqual([]);
    for (const request of sent()) request.flush(null, down);
    expect(bodies(asked)).toEqual([{ price: 5 }]);
    expect(provenanceOf(first(asked))).toEqual({
      ...{ source: 'stale', at: START, reason: 'http 503', service: 'prices' },
    });
    expect(first(asked).headers.get('Cache-Status')).toMatch(/^convoy; hit; ttl=-360; /);
  });

  it('stands in for a day, and not longer', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 });
    clock.advance(30 * SECOND + 86_400_001);
    const asked = get();
    for (const request of sent()) request.flush(null, down);
    expect(asked.errors.map(({ status }) => status)).toEqual([503]);
  });

  for (const status of [401, 403]) {
    it(`never hides an answer of ${status}`, () => {
      const { fill, get, sent, clock } = scene();
      fill({ price: 5 });
      clock.advance(6 * MINUTE);
      const asked = get();
      for (const request of sent()) request.flush(null, { status, statusText: 'no' });
      expect(asked.errors.map((error) => error.status)).toEqual([status]);
    });
  }

  for (const status of [401, 403, 404, 410]) {
    it(`shows nothing of before once the service has said ${status}, not even behind the back`, () => {
      const { fill, get, sent, clock, cache } = scene();
      fill({ price: 5 });
      clock.advance(MINUTE);
      expect(bodies(get())).toEqual([{ price: 5 }]);
      for (const request of sent()) request.flush(null, { status, statusText: 'no' });
      expect(cache.size).toBe(0);
      const asked = get();
      for (const request of sent()) request.flush(null, down);
      expect(asked.errors.map((error) => error.status)).toEqual([503]);
    });
  }

  it('comes after other services and before a fixed value when a service fails', () => {
    const fallbacks = { prices: [fromStatic({ price: 0 }), fromService('archive')] };
    const { fill, get, sent, clock } = scene({}, { fallbacks });
    fill({ price: 5 });
    clock.advance(6 * MINUTE);
    const asked = get();
    for (const request of sent()) request.flush(null, down);
    for (const request of sent()) request.flush(null, down);
    expect(bodies(asked)).toEqual([{ price: 5 }]);
  });

  it('asks by the ETag, and takes a 304 for a live answer', () => {
    const { fill, get, sent, clock } = scene();
    fill({ price: 5 }, { ETag: '"1"', 'Cache-Control': 'no-cache' });
    clock.advance(MINUTE);
    const asked = get();
    const [request] = sent();
    expect(request?.request.headers.get('If-None-Match')).toBe('"1"');
    request?.flush(null, { status: 304, statusText: 'Not Modified', headers: { ETag: '"1"' } });
    expect(bodies(asked)).toEqual([{ price: 5 }]);
    expect(provenanceOf(first(asked)).source).toBe('live');
    expect(first(asked).headers.get('Cache-Status')).toBe(
      'convoy; fwd=stale; fwd-status=304; stored',
    );
    expect(first(asked).headers.get('ETag')).toBe('"1"');
    const outcomes = TestBed.inject(Traces)
      .recent()
      .map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['success']));
  });

  it('does not send validators that another origin has not shown on purpose', () => {
    const { fill, get, sent, clock } = scene();
    const modified = 'Thu, 01 Jan 2026 00:00:00 GMT';
    fill({ price: 5 }, { 'Last-Modified': modified, 'Cache-Control': 'no-cache' });
    clock.advance(MINUTE);
    get();
    expect(sent().map(({ request }) => request.headers.keys())).toEqual([[]]);
  });

  it('asks again without conditions when something else was confirmed', () => {
    const { fill, get, sent } = scene();
    fill({ price: 5 }, { ETag: '"1"', 'Cache-Control': 'no-cache' });
    const asked = get();
    for (const request of sent()) {
      request.flush(null, { status: 304, statusText: 'Not Modified', headers: { ETag: '"2"' } });
    }
    const [request] = sent();
    expect(request?.request.headers.has('If-None-Match')).toBeFalse();
    request?.flush({ price: 6 });
    expect(bodies(asked)).toEqual([{ price: 6 }]);
  });

  it('keeps out of the way of requests that have conditions of their own', () => {
    const { fill, get, sent } = scene();
    fill({ price: 5 });
    get('/7', { headers: { 'If-None-Match': '"mine"' } });
    expect(sent().length).toBe(1);
  });

  const only = { headers: new HttpHeaders({ 'Cache-Control': 'only-if-cached' }) };
  it('answers only-if-cached with what is fresh, or with 504 (RFC 9111, 5.2.1.7)', () => {
    const { fill, get, sent, clock } = scene();
    expect(get('/7', only).errors.map(({ status }) => status)).toEqual([504]);
    fill({ price: 5 });
    expect(bodies(get('/7', only))).toEqual([{ price: 5 }]);
    clock.advance(6 * MINUTE);
    expect(sent()).toEqual([]);
  });

  const modes: readonly [RequestCache, number][] = [
    ['default', 0],
    ['force-cache', 0],
    ['only-if-cached', 0],
    ['no-cache', 1],
    ['reload', 1],
    ['no-store', 1],
  ];
  for (const [mode, requests] of modes) {
    it(`reads the cache mode ${mode} of a request`, () => {
      const { fill, get, sent } = scene();
      fill({ price: 5 });
      get('/7', { cache: mode });
      expect(sent().length).toBe(requests);
    });
  }

  it('is left out by a request that says so, and by paths that it is not for', () => {
    const { fill, get, sent } = scene({ paths: ['/list'] });
    fill([], {}, '/list');
    fill({ price: 5 }, {}, '/7');
    get('/list');
    expect(sent()).toEqual([]);
    get('/7');
    get('/list', { context: convoy({ cache: false }) });
    expect(sent().length).toBe(2);
  });
});
