import { pooledIds } from './pooled-ids';

describe('pooledIds', () => {
  it('gives ids of the right length, in lower-case hex, and none twice', () => {
    const ids = pooledIds();
    const seen = new Set<string>();
    for (let i = 0; i < 1_000; i++) {
      const [traceId, spanId] = [ids.traceId(), ids.spanId()];
      expect(traceId).toMatch(/^[\da-f]{32}$/);
      expect(spanId).toMatch(/^[\da-f]{16}$/);
      seen.add(traceId).add(spanId);
    }
    expect(seen.size).toBe(2_000);
  });

  it('never gives zeros, which are no id', () => {
    let draws = 0;
    spyOn(crypto, 'getRandomValues').and.callFake(<T>(pool: T): T => {
      draws += 1;
      if (pool instanceof Uint8Array) pool.fill(draws === 1 ? 0 : 7);
      return pool;
    });
    expect(pooledIds().spanId()).toBe('07'.repeat(8));
  });

  it('does without the newest of browsers', () => {
    const own = Object.getOwnPropertyDescriptor(Uint8Array.prototype, 'toHex');
    Object.defineProperty(Uint8Array.prototype, 'toHex', { value: undefined, configurable: true });
    expect(pooledIds().traceId()).toMatch(/^[\da-f]{32}$/);
    if (own !== undefined) Object.defineProperty(Uint8Array.prototype, 'toHex', own);
  });
});
