import fc from 'fast-check';
import { ManualClock } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import { KeyedRegistry } from './keyed-registry';

interface Value {
  readonly key: string | undefined;
  busy: boolean;
}

function setUp(capacity?: number) {
  const clock = new ManualClock();
  const isIdle = jasmine.createSpy('isIdle').and.callFake(({ busy }: Value) => !busy);
  const registry = new KeyedRegistry<Value>(
    { create: (key) => ({ key, busy: false }), isIdle, capacity },
    clock,
  );
  const keys = () => [...registry].map(([key]) => key);
  return { registry, clock, keys, isIdle };
}

describe('KeyedRegistry', () => {
  it('makes one value a key, and gives it to whoever asks again', () => {
    const { registry } = setUp();
    const value = registry.get('a');
    expect(value.key).toBe('a');
    expect(registry.get('a')).toBe(value);
    expect(registry.get('b')).not.toBe(value);
    expect(registry.size).toBe(2);
  });

  it('gives up the idle one that was used least recently; looking is no use', () => {
    const { registry, keys } = setUp(3);
    for (const key of ['a', 'b', 'c']) registry.get(key);
    registry.get('a');
    registry.peek('b');
    registry.get('d');
    expect(keys()).toEqual(['a', 'c', 'd']);
    expect(registry.peek('b')).toBeUndefined();
    registry.get('e');
    expect(keys()).toEqual(['a', 'd', 'e']);
  });

  it('never gives up one that is busy, however long ago it was used', () => {
    const { registry, keys } = setUp(2);
    registry.get('failing').busy = true;
    for (let key = 0; key < 1_000; key++) registry.get(`flood ${key}`);
    expect(keys()).toEqual(['failing', 'flood 999']);
  });

  it('lets new keys share one value while all are busy, and no longer', () => {
    const { registry, clock, keys } = setUp(2);
    const a = registry.get('a');
    a.busy = true;
    registry.get('b').busy = true;
    expect(registry.get('c')).toBe(registry.shared);
    expect(registry.get('d')).toBe(registry.shared);
    expect(registry.shared.key).toBeUndefined();
    expect(keys()).toEqual(['a', 'b']);
    a.busy = false;
    clock.advance(1_000);
    expect(registry.get('c').key).toBe('c');
    expect(keys()).toEqual(['b', 'c']);
  });

  it('looks at everybody once a second at most while all are busy, also by a clock that is set back', () => {
    const { registry, clock, isIdle } = setUp(2);
    for (const key of ['a', 'b']) registry.get(key).busy = true;
    for (let key = 0; key < 100; key++) registry.get(`flood ${key}`);
    expect(isIdle).toHaveBeenCalledTimes(2);
    clock.advance(1_000);
    registry.get('c');
    expect(isIdle).toHaveBeenCalledTimes(4);
    clock.set(clock.now() - 3_600_000);
    registry.get('d');
    expect(isIdle).toHaveBeenCalledTimes(6);
  });

  it('makes room when somebody is deleted', () => {
    const { registry, keys } = setUp(1);
    registry.get('a').busy = true;
    expect(registry.delete('a')).toBe(true);
    expect(registry.delete('a')).toBe(false);
    registry.get('b');
    expect(keys()).toEqual(['b']);
  });

  it('holds a thousand by default', () => {
    const { registry } = setUp();
    for (let key = 0; key < 1_100; key++) registry.get(String(key));
    expect(registry.size).toBe(1_000);
  });

  it('refuses a capacity that is none', () => {
    for (const capacity of [0, 1.5, Infinity]) {
      expect(() => setUp(capacity)).toThrowError(ConfigurationError);
    }
  });

  it('agrees with a plain list, whatever is used, deleted, busy or idle', () => {
    const key = fc.integer({ min: 0, max: 9 }).map(String);
    const act = fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('get' as const), key }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('toggle' as const), key }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), key }) },
    );
    const property = fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(act, { maxLength: 100 }),
      (capacity, acts) => {
        const { registry, clock, keys } = setUp(capacity);
        /** Least recently used first. */
        let list: Value[] = [];
        for (const { do: what, key } of acts) {
          clock.advance(1_000);
          const known = list.find((value) => value.key === key);
          if (what === 'toggle' && known !== undefined) known.busy = !known.busy;
          if (what === 'delete') {
            registry.delete(key);
            list = list.filter((value) => value !== known);
          }
          if (what === 'get') {
            const idle = list.find(({ busy }) => !busy);
            const hasRoom = known !== undefined || list.length < capacity;
            if (!hasRoom) list = list.filter((value) => value !== idle);
            const value = registry.get(key);
            if (hasRoom || idle !== undefined) {
              expect(value.key).toBe(key);
              list = [...list.filter((one) => one !== known), value];
            } else {
              expect(value).toBe(registry.shared);
            }
          }
          expect(keys().sort()).toEqual(list.map((value) => value.key ?? '').sort());
        }
      },
    );
    fc.assert(property, { numRuns: 100 });
  });
});
