import fc from 'fast-check';
import { TraceRing } from './trace-ring';

interface Item {
  readonly traceId: string;
  readonly name: string;
}

function ringOf(capacity: number, names: string): TraceRing<Item> {
  const ring = new TraceRing<Item>(capacity);
  for (const name of names) ring.add({ traceId: name.toUpperCase(), name });
  return ring;
}

const names = (items: readonly Item[]): string => items.map(({ name }) => name).join('');

describe('TraceRing', () => {
  it('gives the last, newest first, and forgets the oldest when it is full', () => {
    expect(names(ringOf(3, '').recent(5))).toBe('');
    expect(names(ringOf(3, 'ab').recent(5))).toBe('ba');
    expect(names(ringOf(3, 'abcde').recent(5))).toBe('edc');
    expect(names(ringOf(3, 'abcde').recent(2))).toBe('ed');
    expect(names(ringOf(3, 'abcde').recent(-1))).toBe('');
  });

  it('gives what is kept of a trace, oldest first', () => {
    const ring = ringOf(4, 'abc');
    ring.add({ traceId: 'A', name: 'd' });
    expect(names(ring.ofTrace('A'))).toBe('ad');
    ring.add({ traceId: 'A', name: 'e' });
    expect(names(ring.ofTrace('A'))).toBe('de');
    expect(ring.ofTrace('X')).toEqual([]);
  });

  it('gives the news, a part at a time, and says how many were missed', () => {
    const ring = ringOf(3, 'ab');
    const first = ring.since(0, 1);
    expect([names(first.items), first.missed, first.cursor]).toEqual(['a', 0, 1]);
    for (const name of 'cdef') ring.add({ traceId: name, name });
    const second = ring.since(first.cursor);
    expect([names(second.items), second.missed, second.cursor]).toEqual(['def', 2, 6]);
    expect(ring.since(second.cursor)).toEqual({ items: [], missed: 0, cursor: 6 });
  });

  it('loses nothing of what it does not report as missed', () => {
    const step = fc.oneof(
      fc.record({ add: fc.nat(7) }),
      fc.record({ read: fc.integer({ min: 1, max: 4 }) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step), (capacity, steps) => {
        const ring = new TraceRing<Item>(capacity);
        let added = 0;
        let cursor = 0;
        let next = 0;
        for (const each of steps) {
          if ('add' in each) {
            for (let i = 0; i < each.add; i++) ring.add({ traceId: 't', name: `${added++}` });
            continue;
          }
          const news = ring.since(cursor, each.read);
          cursor = news.cursor;
          next += news.missed;
          for (const item of news.items) expect(item.name).toBe(`${next++}`);
        }
        expect(cursor).toBe(next);
      }),
    );
  });

  it('keeps at least one', () => {
    expect(() => new TraceRing(0)).toThrowError(/capacity/);
  });
});
