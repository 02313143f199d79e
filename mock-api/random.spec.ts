import { seededRandom } from './random.ts';

describe('seededRandom', () => {
  it('repeats its sequence for the same seed and leaves it for another', () => {
    const draw = (seed: string): number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 20 }, () => random());
    };
    expect(draw('42/catalog')).toEqual(draw('42/catalog'));
    expect(draw('42/catalog')).not.toEqual(draw('43/catalog'));
  });

  it('draws evenly from 0 to 1', () => {
    const random = seededRandom('even');
    const tenths = new Array<number>(10).fill(0);
    for (let i = 0; i < 10_000; i += 1) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths.length).toBe(10);
    expect(Math.min(...tenths)).toBeGreaterThan(850);
    expect(Math.max(...tenths)).toBeLessThan(1_150);
  });
});
