import { above } from './above';

describe('above', () => {
  it('is met by every share that is greater, and not by the rate itself', () => {
    for (const [failed, total] of [
      [1, 2],
      [7, 100],
      [1, 3],
      [999_999, 1_000_000],
    ] as const) {
      const rate = above(failed / total);
      expect(rate).toBeGreaterThan(failed / total);
      expect((failed + 1) / (total + 1)).toBeGreaterThanOrEqual(Number(rate));
    }
  });

  it('is never met where nothing is greater', () => {
    expect(above(1)).toBe(false);
  });
});
