import { type KeptRow, PackedSketch } from 'ngx-convoy/core';
import { decodeRow, encodeRow, partsOf } from './stored-row';

const row: KeptRow = {
  ...{ start: 60_000, counts: [5, 0, 1, 0, 0, 2, 1, 0], sum: 700, queue: 3, use: 150 },
  spread: { min: 10, p50: 90, p95: 200, p99: 210, max: 210 },
  sketch: PackedSketch.of(7, Uint32Array.of(4, 0, 2)),
};

describe('a stored row', () => {
  it('is what it was', () => {
    expect(decodeRow(60_000, structuredClone(encodeRow(row, 3)))).toEqual(row);
    expect(partsOf(encodeRow(row, 3))).toBe(3);
    const bare = { ...row, sketch: undefined, spread: { ...row.spread, p99: NaN } };
    expect(decodeRow(60_000, structuredClone(encodeRow(bare)))).toEqual(bare);
  });

  const good = encodeRow(row);
  const damaged: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['another version', { ...good, version: 2 }],
    ['a buffer that is too short', { ...good, cells: new ArrayBuffer(8) }],
    ['a negative count', { ...good, cells: Float64Array.from({ length: 17 }, () => -1).buffer }],
    [
      'a count that is none',
      { ...good, cells: Float64Array.from({ length: 17 }, () => NaN).buffer },
    ],
    ['bins that are none', { ...good, bins: [1, 2] }],
    ['a form that nobody knows', { ...good, form: 'zip' }],
    ['half a bin', { ...good, bins: 'abc', form: 'wide' }],
    ['parts that are none', { ...good, parts: 'two' }],
  ];
  for (const [title, value] of damaged) {
    it(`is none with ${title}`, () => {
      expect(decodeRow(60_000, value)).toBeUndefined();
    });
  }
});
