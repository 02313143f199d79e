import type { Span } from './span';
import { TraceRing } from './trace-ring';

describe('TraceRing', () => {
  function span(traceId: string, spanId: string): Span {
    return {
      traceId,
      spanId,
      name: 'GET /products',
      kind: 'call',
      service: 'catalog',
      start: 0,
      status: 'ok',
      attributes: {},
    };
  }

  const ids = (spans: readonly Span[]): string => spans.map(({ spanId }) => spanId).join('');

  it('gives the last spans, newest first, and forgets the oldest when it is full', () => {
    const ring = new TraceRing(3);
    expect(ring.recent(5)).toEqual([]);
    for (const id of 'ab') ring.add(span('t', id));
    expect(ids(ring.recent(5))).toBe('ba');
    for (const id of 'cde') ring.add(span('t', id));
    expect(ids(ring.recent(5))).toBe('edc');
    expect(ids(ring.recent(2))).toBe('ed');
    expect(ids(ring.recent(-1))).toBe('');
  });

  it('gives a trace in the order in which its spans ended', () => {
    const ring = new TraceRing(4);
    ring.add(span('one', 'a'));
    ring.add(span('two', 'b'));
    ring.add(span('one', 'c'));
    expect(ids(ring.ofTrace('one'))).toBe('ac');
    expect(ring.ofTrace('three')).toEqual([]);
  });

  it('keeps at least one span', () => {
    expect(() => new TraceRing(0)).toThrowError(/capacity/);
  });
});
