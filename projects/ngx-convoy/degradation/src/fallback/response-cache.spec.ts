import { HttpHeaders, HttpRequest, HttpResponse } from '@angular/common/http';
import { TestBed } from '@angular/core/testing';
import { CLOCK } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { DEGRADATION, resolveDegradation, type DegradationOptions } from '../degradation-options';
import { ResponseCache } from './response-cache';

const HOUR = 3_600_000;

function setUp(options: DegradationOptions = {}) {
  const clock = new ManualClock(0);
  TestBed.configureTestingModule({
    providers: [
      { provide: CLOCK, useValue: clock },
      { provide: DEGRADATION, useValue: resolveDegradation(options) },
    ],
  });
  return { clock, cache: TestBed.inject(ResponseCache) };
}

function get(url: string, headers: Record<string, string> = {}): HttpRequest<unknown> {
  return new HttpRequest<unknown>('GET', url, { headers: new HttpHeaders(headers) });
}

function answer(body: unknown, headers: Record<string, string> = {}): HttpResponse<unknown> {
  return new HttpResponse({ body, status: 200, headers: new HttpHeaders(headers) });
}

describe('ResponseCache', () => {
  it('finds the last good answer to the same request, and when it was good', () => {
    const { cache, clock } = setUp();
    cache.keep(get('/a?page=1'), answer('first'));
    clock.advance(5);
    cache.keep(get('/a?page=1'), answer('second', { ETag: '"2"' }));
    clock.advance(7);
    const found = cache.find(get('/a?page=1'), HOUR);
    expect(found?.value.body).toBe('second');
    expect(found?.value.headers.get('ETag')).toBe('"2"');
    expect([found?.at, found?.age]).toEqual([5, 7]);
  });

  const others: readonly [string, HttpRequest<unknown>][] = [
    ['another query', get('/a?page=2')],
    ['another method', new HttpRequest<unknown>('HEAD', '/a?page=1')],
    ['another type of body', get('/a?page=1').clone({ responseType: 'text' })],
    ['another user', get('/a?page=1', { Authorization: 'Bearer bob' })],
  ];
  for (const [what, request] of others) {
    it(`keeps apart ${what}`, () => {
      const { cache } = setUp();
      cache.keep(get('/a?page=1'), answer('mine'));
      expect(cache.find(request, HOUR)).toBeUndefined();
    });
  }

  it('takes its user from the hook when there is one', () => {
    let user = 'ada';
    const { cache } = setUp({ identity: () => user });
    cache.keep(get('/a'), answer('for Ada'));
    user = 'bob';
    expect(cache.find(get('/a'), HOUR)).toBeUndefined();
    user = 'ada';
    expect(cache.find(get('/a'), HOUR)?.value.body).toBe('for Ada');
  });

  it('cannot be led from one user to another by what stands in a URL', () => {
    const { cache } = setUp({ identity: (request) => request.headers.get('X-User') ?? '' });
    cache.keep(get('/a","json","bob'), answer('for nobody'));
    expect(cache.find(get('/a', { 'X-User': 'bob' }), HOUR)).toBeUndefined();
  });

  const secrets: readonly [string, HttpRequest<unknown>, HttpResponse<unknown>][] = [
    ['an answer that forbids it', get('/a'), answer(1, { 'Cache-Control': 'private, No-Store' })],
    ['a request that forbids it', get('/a', { 'Cache-Control': 'no-store' }), answer(1)],
    ['a request that forbids it to fetch', get('/a').clone({ cache: 'no-store' }), answer(1)],
    ['an answer that fits no other request', get('/a'), answer(1, { Vary: '*' })],
    ['a part', get('/a'), new HttpResponse<unknown>({ body: 1, status: 206 })],
    ['what a change was answered', new HttpRequest<unknown>('POST', '/a', {}), answer(1)],
    ['what cannot be copied', get('/a'), answer(() => 1)],
  ];
  for (const [what, request, response] of secrets) {
    it(`does not keep ${what}`, () => {
      const { cache } = setUp();
      cache.keep(request, response);
      expect(cache.size).toBe(0);
    });
  }

  it('gives nothing that is older than allowed', () => {
    const { cache, clock } = setUp();
    cache.keep(get('/a'), answer(1));
    clock.advance(HOUR);
    expect(cache.find(get('/a'), HOUR)).toBeDefined();
    clock.advance(1);
    expect(cache.find(get('/a'), HOUR)).toBeUndefined();
  });

  it('cannot be spoilt by who gave the body or who got it', () => {
    const { cache } = setUp();
    const body = { names: ['a'] };
    cache.keep(get('/a'), answer(body));
    body.names.push('spoilt on the way in');
    (cache.find(get('/a'), HOUR)?.value.body as typeof body).names.push('spoilt on the way out');
    expect(cache.find(get('/a'), HOUR)?.value.body).toEqual({ names: ['a'] });
  });

  it('keeps no more than it may, those used last', () => {
    const { cache } = setUp({ cacheEntries: 2 });
    cache.keep(get('/a'), answer(1));
    cache.keep(get('/b'), answer(2));
    cache.find(get('/a'), HOUR);
    cache.keep(get('/c'), answer(3));
    expect(cache.size).toBe(2);
    expect(cache.find(get('/b'), HOUR)).toBeUndefined();
    expect(cache.find(get('/a'), HOUR)?.value.body).toBe(1);
  });

  it('forgets everything when it is told to', () => {
    const { cache } = setUp();
    cache.keep(get('/a'), answer(1));
    cache.clear();
    expect(cache.find(get('/a'), HOUR)).toBeUndefined();
  });
});
