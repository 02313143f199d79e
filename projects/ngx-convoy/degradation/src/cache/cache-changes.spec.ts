import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { convoy } from 'ngx-convoy';
import { bodies, scene } from './cache-scene.spec';

describe('A change', () => {
  it('makes what shows it untrue once it has worked', () => {
    const it = scene();
    it.fill([1], {}, '/list?page=2');
    it.fill({ id: 7 }, {}, '/list/7');
    it.fill({ id: 8 }, {}, '/list/8');
    it.http.patch('/api/prices/list/7', {}).subscribe();
    expect(it.cache.size).toBe(3);
    for (const request of it.sent()) request.flush({});
    expect(it.cache.entries().map(({ path }) => path)).toEqual(['/list/8']);
  });

  it('makes nothing untrue when it was refused', () => {
    const it = scene();
    it.fill([1], {}, '/list');
    it.http.post('/api/prices/list', {}).subscribe({ error: () => undefined });
    for (const request of it.sent()) request.flush(null, { status: 409, statusText: 'no' });
    expect(it.cache.size).toBe(1);
  });

  it('makes untrue what Location names, where it is of the same service', () => {
    const it = scene();
    it.fill({ id: 7 }, {}, '/rows/7');
    it.fill({ id: 8 }, {}, '/rows/8');
    it.http.post('/api/prices/jobs', {}).subscribe();
    for (const request of it.sent()) {
      const headers = {
        Location: 'http://prices.test/rows/7',
        'Content-Location': 'http://evil.test/rows/8',
      };
      request.flush({}, { status: 201, statusText: 'Created', headers });
    }
    expect(it.cache.entries().map(({ path }) => path)).toEqual(['/rows/8']);
  });

  it('drops by tags, of the request and on demand', () => {
    const it = scene({ tags: (path) => [path.startsWith('/list') ? 'lists' : 'rows'] });
    it.fill([1], {}, '/list');
    it.fill({ id: 7 }, {}, '/7');
    const context = convoy({ invalidates: ['lists'] });
    it.http.post('/api/prices/jobs', {}, { context }).subscribe();
    for (const request of it.sent()) request.flush({});
    expect(it.cache.entries().map(({ path }) => path)).toEqual(['/7']);
    it.cache.invalidate({ tag: 'rows' });
    expect(it.cache.size).toBe(0);
  });

  it('is not undone by an answer that was on its way before it', () => {
    const it = scene();
    const before = it.get('/list');
    const [slow] = it.sent();
    it.http.post('/api/prices/list', {}).subscribe();
    for (const request of it.sent()) request.flush({});
    slow?.flush(['without the new one']);
    expect(bodies(before)).toEqual([['without the new one']]);
    expect(it.cache.size).toBe(0);
    it.get('/list');
    expect(it.sent().length).toBe(1);
  });
});

describe('Identity', () => {
  it('keeps users apart, and drops what others had when somebody else signs in', () => {
    const user = signal<string | undefined>('ada');
    const { fill, get, sent, cache } = scene({}, { identity: () => user() });
    fill('for Ada');
    user.set('bob');
    TestBed.tick();
    expect(cache.size).toBe(0);
    get();
    expect(sent().length).toBe(1);
  });

  it('keeps nothing under a name that it was not fetched under', () => {
    const user = signal<string | undefined>(undefined);
    const { get, sent, cache } = scene({}, { identity: () => user() });
    const asked = get();
    user.set('bob');
    for (const request of sent()) request.flush('for nobody');
    expect(bodies(asked)).toEqual(['for nobody']);
    expect(cache.size).toBe(0);
  });

  it('keeps what was fetched before anybody signed in', () => {
    const user = signal<string | undefined>(undefined);
    const { fill, cache } = scene({}, { identity: () => user() });
    fill('for everybody');
    user.set('bob');
    TestBed.tick();
    expect(cache.size).toBe(1);
  });

  it('lets go of what another token has fetched', () => {
    const { get, sent, cache } = scene();
    for (const name of ['ada', 'bob']) {
      get('/7', { headers: { Authorization: `Bearer ${name}` } });
      for (const request of sent()) request.flush(name);
    }
    expect(cache.size).toBe(1);
  });

  it('is needed for what varies by cookies', () => {
    const { fill, cache } = scene();
    fill('whose?', { Vary: 'Cookie' });
    expect(cache.size).toBe(0);
  });

  it('is enough for what varies by cookies', () => {
    const { fill, cache } = scene({}, { identity: () => 'ada' });
    fill('for Ada', { Vary: 'Cookie' });
    expect(cache.size).toBe(1);
  });
});
