import fc from 'fast-check';
import type { CacheRequest } from './cached-response';
import { keyText, ResponseStore, type CacheKey } from './response-store';

const KEY: CacheKey = { service: 's', path: '/a', method: 'GET', type: 'json', identity: '' };

function request(headers: Readonly<Record<string, string>> = {}): CacheRequest {
  return { method: 'GET', header: (name) => headers[name.toLowerCase()] ?? null };
}

function answer(body: string, headers: Readonly<Record<string, string>> = {}) {
  return { status: 200, headers, body, requestTime: 0, responseTime: 0 };
}

describe('ResponseStore', () => {
  const others: readonly Partial<CacheKey>[] = [
    { service: 't' },
    { path: '/b' },
    { method: 'HEAD' },
    { type: 'text' },
    { identity: 'ada' },
  ];
  for (const other of others) {
    it(`keeps apart ${JSON.stringify(other)}`, () => {
      const store = new ResponseStore<string>();
      store.put(KEY, request(), answer('mine'), []);
      expect(store.find({ ...KEY, ...other }, request())).toBeUndefined();
      expect(store.find(KEY, request())?.body).toBe('mine');
    });
  }

  it('has no two keys that are the same text, whatever stands in them', () => {
    const text = fc.string({ unit: fc.constantFrom('"', ',', '[', '\\', 'a') });
    const key = fc.record({ service: text, path: text, method: text, type: text, identity: text });
    fc.assert(
      fc.property(key, key, (a, b) => {
        const isSame = (Object.keys(KEY) as (keyof CacheKey)[]).every(
          (part) => a[part] === b[part],
        );
        expect(keyText(a) === keyText(b)).toBe(isSame);
      }),
    );
  });

  it('keeps variants side by side, and gives the last that fits', () => {
    const store = new ResponseStore<string>();
    const vary = { vary: 'Accept-Language' };
    const [de, en] = [request({ 'accept-language': 'de' }), request({ 'accept-language': 'en' })];
    store.put(KEY, de, answer('eins', vary), []);
    store.put(KEY, en, answer('one', vary), []);
    store.put(KEY, de, answer('zwei', vary), []);
    expect([store.find(KEY, de)?.body, store.find(KEY, en)?.body]).toEqual(['zwei', 'one']);
    expect(store.all().map(({ responses }) => responses.length)).toEqual([2]);
  });

  it('does not let a Vary that fits nobody grow for ever', () => {
    const store = new ResponseStore<string>();
    for (let n = 0; n < 50; n += 1) {
      store.put(KEY, request({ nonce: String(n) }), answer(String(n), { vary: 'nonce' }), []);
    }
    expect(store.all()[0]?.responses.length).toBe(8);
    expect(store.find(KEY, request({ nonce: '49' }))?.body).toBe('49');
  });

  it('keeps those that were used last, as a naive list of uses says', () => {
    const use = fc.record({
      put: fc.boolean(),
      path: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    });
    fc.assert(
      fc.property(
        fc.array(use, { maxLength: 60, size: 'max' }),
        fc.integer({ min: 1, max: 5 }),
        (uses, maxEntries) => {
          const evicted: string[] = [];
          const store = new ResponseStore<string>({
            maxEntries,
            evicted: (key) => evicted.push(key),
          });
          let kept: { path: string; body: string }[] = [];
          let wanted = 0;
          uses.forEach(({ put, path }, i) => {
            const known = kept.find((entry) => entry.path === path);
            const used = put ? { path, body: String(i) } : known;
            if (put) store.put({ ...KEY, path }, request(), answer(String(i)), []);
            else expect(store.find({ ...KEY, path }, request())?.body).toBe(known?.body);
            if (used === undefined) return;
            const now = [...kept.filter((entry) => entry !== known), used];
            wanted += Math.max(0, now.length - maxEntries);
            kept = now.slice(-maxEntries);
          });
          expect(store.all().map(({ key }) => key.path)).toEqual(kept.map(({ path }) => path));
          expect(evicted.length).toBe(wanted);
        },
      ),
    );
  });

  it('drops by tag, and says what', () => {
    const store = new ResponseStore<string>();
    store.put(KEY, request(), answer('1'), ['prices', 'shop']);
    store.put({ ...KEY, path: '/b' }, request(), answer('2'), ['shop']);
    expect(store.drop(({ tags }) => tags.includes('prices'))).toEqual([keyText(KEY)]);
    expect(store.size).toBe(1);
  });

  it('holds at least one answer', () => {
    expect(() => new ResponseStore({ maxEntries: 0 })).toThrowError(/maxEntries/);
  });
});
