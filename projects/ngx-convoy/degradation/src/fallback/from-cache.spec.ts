import { house, service } from '../house.spec';
import { fromCache } from './from-cache';

const services = [service('prices'), service('archive')];
const HOUR = 3_600_000;

function withCache(options: Parameters<typeof fromCache>[0] = {}, cacheEntries = 200) {
  return house({ fallbacks: { prices: [fromCache(options)] }, cacheEntries }, services);
}

describe('fromCache', () => {
  let complain: jasmine.Spy;
  beforeEach(() => {
    complain = spyOn(console, 'error');
  });

  const others: readonly [string, string][] = [
    ['another query', '/api/prices/7?page=2'],
    ['another path', '/api/prices/8'],
  ];
  for (const [what, url] of others) {
    it(`does not stand in for ${what}`, () => {
      const { call } = withCache();
      call('/api/prices/7', { price: 5 });
      expect(call(url, 503).error?.status).toBe(503);
    });
  }

  it('gives nothing that is older than allowed', () => {
    const { call, clock } = withCache({ maxAge: HOUR });
    call('/api/prices/7', { price: 5 });
    clock.advance(HOUR);
    expect(call('/api/prices/7', 503).response?.body).toEqual({ price: 5 });
    clock.advance(1);
    expect(call('/api/prices/7', 503).error?.status).toBe(503);
  });

  it('keeps what was asked for before anybody had looked who is signed in', () => {
    const { http, backend, pass, call } = house(
      { fallbacks: { prices: [fromCache()] }, identity: () => 'ada' },
      services,
    );
    for (const id of [7, 8]) http.get(`/api/prices/${id}`).subscribe();
    for (const [index, request] of backend.match(() => true).entries()) {
      pass(20);
      request.flush({ price: index });
    }
    expect(call('/api/prices/7', 503).response?.body).toEqual({ price: 0 });
    expect(call('/api/prices/8', 503).response?.body).toEqual({ price: 1 });
  });

  it('cannot be spoilt by who got the answer', () => {
    const { call } = withCache();
    const first = call('/api/prices/7', { tags: ['a'] }).response?.body as { tags: string[] };
    first.tags.push('spoilt');
    const second = call('/api/prices/7', 503).response?.body as { tags: string[] };
    second.tags.push('spoilt as well');
    expect(call('/api/prices/7', 503).response?.body).toEqual({ tags: ['a'] });
  });

  it('shows nothing of before a service has said that its caller may not see it', () => {
    const { call } = withCache();
    call('/api/prices/7', { price: 5 });
    expect(call('/api/prices/7', 403).error?.status).toBe(403);
    expect(call('/api/prices/7', 503).error?.status).toBe(503);
  });

  it('keeps no more than it may, those used last', () => {
    const { call } = withCache({}, 2);
    for (const path of ['a', 'b']) call(`/api/prices/${path}`, path);
    call('/api/prices/a', 503);
    call('/api/prices/c', 'c');
    expect(call('/api/prices/b', 503).error?.status).toBe(503);
    expect(call('/api/prices/a', 503).response?.body).toBe('a');
  });

  const secrets: readonly Record<string, string>[] = [
    { 'Cache-Control': 'private, No-Store' },
    { Vary: '*' },
    { Vary: 'Cookie' },
  ];
  for (const headers of secrets) {
    it(`does not keep what says ${JSON.stringify(headers)}`, () => {
      const { call } = withCache({ unconfirmed: true });
      call('/api/prices/7', { price: 5 }, headers);
      expect(call('/api/prices/7', 503).error?.status).toBe(503);
    });
  }

  for (const control of ['no-cache', 'max-age=0, must-revalidate']) {
    it(`does not show what says ${control}, and does not stay silent about it`, () => {
      const { call } = withCache();
      for (let n = 0; n < 3; n += 1) call('/api/prices/7', { n }, { 'Cache-Control': control });
      expect(call('/api/prices/7', 503).error?.status).toBe(503);
      expect(complain).toHaveBeenCalledOnceWith(
        jasmine.stringMatching(`'prices' has fromCache.*${control}`),
      );
    });

    it(`shows what says ${control} where it is agreed upon`, () => {
      const { call } = withCache({ unconfirmed: true });
      call('/api/prices/7', { price: 5 }, { 'Cache-Control': control });
      expect(call('/api/prices/7', 503).response?.body).toEqual({ price: 5 });
      expect(complain).not.toHaveBeenCalled();
    });
  }
});
