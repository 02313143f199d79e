import fc from 'fast-check';
import { LastGoodCache } from './last-good-cache';

describe('LastGoodCache', () => {
  it('says how old an answer is, and never that it is from the future', () => {
    const cache = new LastGoodCache<string>();
    cache.put('a', 'one', 1_000);
    expect(cache.get('a', 4_000)).toEqual({ value: 'one', at: 1_000, age: 3_000 });
    expect(cache.get('a', 500)?.age).toBe(0);
    expect(cache.get('b', 4_000)).toBeUndefined();
  });

  it('keeps an answer that is itself undefined', () => {
    const cache = new LastGoodCache<undefined>();
    cache.put('a', undefined, 0);
    expect(cache.get('a', 0)).toEqual({ value: undefined, at: 0, age: 0 });
  });

  it('forgets one, and all', () => {
    const cache = new LastGoodCache<number>();
    for (const key of ['a', 'b', 'c']) cache.put(key, 1, 0);
    cache.delete('a');
    expect(cache.get('a', 0)).toBeUndefined();
    expect(cache.size).toBe(2);
    cache.clear();
    expect(cache.size).toBe(0);
  });

  it('keeps those that were used last, as a naive list of uses says', () => {
    const use = fc.record({
      put: fc.boolean(),
      key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
    });
    const property = fc.property(
      fc.array(use, { maxLength: 60, size: 'max' }),
      fc.integer({ min: 1, max: 5 }),
      (uses, maxEntries) => {
        const cache = new LastGoodCache<number>({ maxEntries });
        let kept: { key: string; value: number }[] = [];
        uses.forEach(({ put, key }, i) => {
          const known = kept.find((entry) => entry.key === key);
          expect(cache.get(key, 0)?.value).toBe(known?.value);
          if (known !== undefined) kept = [...kept.filter((entry) => entry !== known), known];
          if (!put) return;
          cache.put(key, i, 0);
          kept = [...kept.filter((entry) => entry.key !== key), { key, value: i }].slice(
            -maxEntries,
          );
        });
        expect(cache.size).toBe(kept.length);
      },
    );
    fc.assert(property);
  });

  it('holds at least one answer', () => {
    expect(() => new LastGoodCache({ maxEntries: 0 })).toThrowError(/maxEntries/);
  });
});
