import { seededRandom } from 'ngx-convoy/testing';
import { fullJitter } from './full-jitter';

describe('fullJitter', () => {
  const options = { base: 100, max: 2_000 };
  const rows = [
    { attempt: 1, ceiling: 100 },
    { attempt: 2, ceiling: 200 },
    { attempt: 5, ceiling: 1_600 },
    { attempt: 6, ceiling: 2_000 },
    { attempt: 5_000, ceiling: 2_000 },
  ];
  for (const { attempt, ceiling } of rows) {
    it(`draws from 0 to ${ceiling} before repetition ${attempt}`, () => {
      expect(fullJitter(attempt, options, () => 0)).toBe(0);
      expect(fullJitter(attempt, options, () => 0.5)).toBe(ceiling / 2);
      expect(fullJitter(attempt, options, () => 1 - Number.EPSILON)).toBeCloseTo(ceiling, 6);
    });
  }

  it('spreads over the whole range, evenly', () => {
    const random = seededRandom(3);
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i++) {
      const tenth = Math.floor(fullJitter(3, options, random) / 40);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const share of tenths) expect(Math.abs(share - 1_000)).toBeLessThan(120);
  });
});
