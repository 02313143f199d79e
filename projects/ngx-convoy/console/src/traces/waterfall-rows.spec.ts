import type { Span } from 'ngx-convoy/core';
import { arrangeWaterfall } from './waterfall-rows';

function span(spanId: string, start: number, end?: number, parentSpanId?: string): Span {
  return {
    traceId: 't',
    spanId,
    parentSpanId,
    name: spanId,
    kind: 'attempt',
    service: 'orders',
    start,
    end,
    status: 'unset',
    attributes: {},
  };
}

describe('arrangeWaterfall', () => {
  it('puts children below their parent, by their start, whatever the order they come in', () => {
    const spans = [
      span('second', 150, 200, 'call'),
      span('first', 110, 150, 'call'),
      span('call', 100, 200),
      span('inner', 115, 120, 'first'),
    ];
    const { rows, start, durationMs } = arrangeWaterfall(spans, 500);
    expect(rows.map(({ span: { spanId }, depth }) => [spanId, depth])).toEqual([
      ['call', 0],
      ['first', 1],
      ['inner', 2],
      ['second', 1],
    ]);
    expect([start, durationMs]).toEqual([100, 100]);
  });

  it('measures bars as shares of the whole trace', () => {
    const { rows } = arrangeWaterfall([span('call', 0, 200), span('try', 50, 150, 'call')], 500);
    expect(rows.map(({ offset, length }) => [offset, length])).toEqual([
      [0, 1],
      [0.25, 0.5],
    ]);
  });

  it('lets what still runs reach to now, without a duration', () => {
    const { rows, durationMs } = arrangeWaterfall([span('call', 100)], 400);
    expect(durationMs).toBe(300);
    expect(rows).toEqual([jasmine.objectContaining({ length: 1, durationMs: undefined })]);
  });

  it('keeps spans whose parent is elsewhere', () => {
    const { rows } = arrangeWaterfall([span('a', 0, 1, 'server'), span('b', 1, 2, 'a')], 5);
    expect(rows.map(({ depth }) => depth)).toEqual([0, 1]);
  });

  it('keeps spans that are each other’s parents', () => {
    const { rows } = arrangeWaterfall([span('a', 0, 1, 'b'), span('b', 0, 1, 'a')], 5);
    expect(rows.map(({ span: { spanId } }) => spanId).sort()).toEqual(['a', 'b']);
  });

  it('gives a trace that took no time no bars beyond its width', () => {
    const { rows } = arrangeWaterfall([span('a', 5, 5), span('b', 5, 5, 'a')], 5);
    expect(rows.every(({ offset, length }) => offset <= 1 && length <= 1)).toBeTrue();
  });

  it('arranges nothing into nothing', () => {
    expect(arrangeWaterfall([], 5)).toEqual(jasmine.objectContaining({ rows: [], durationMs: 0 }));
  });
});
