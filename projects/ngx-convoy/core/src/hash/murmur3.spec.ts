import fc from 'fast-check';
import { mix, murmur3 } from './murmur3';

describe('murmur3', () => {
  const rows: readonly (readonly [text: string, seed: number, hash: number])[] = [
    ['', 0, 0],
    ['', 1, 0x514e28b7],
    ['a', 0, 1_009_084_850],
    ['abc', 0, 3_017_643_002],
    ['hello', 0, 0x248bfa47],
    ['Hello, world!', 1, 2_858_272_859],
    ['The quick brown fox jumps over the lazy dog', 0, 776_992_547],
    ['user-42', 2_538_058_380, 3_325_879_883],
    ['émile', 0, 3_803_152_793],
    ['用户', 1, 2_424_374_809],
    ['😀', 0, 3_199_479_546],
  ];
  for (const [text, seed, hash] of rows) {
    it(`hashes '${text}' with seed ${seed} as Go and Java do`, () => {
      expect(murmur3(text, seed)).toBe(hash);
    });
  }

  it('takes half a surrogate pair for the replacement character, as every encoder does', () => {
    expect(murmur3('\ud800')).toBe(murmur3('\ufffd'));
    expect(murmur3('a\udc00b')).toBe(murmur3('a\ufffdb'));
  });

  it('is a whole number of 32 bits, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 30 }),
        fc.nat(0xffffffff),
        (text, seed) => {
          const hash = murmur3(text, seed);
          return Number.isInteger(hash) && hash >= 0 && hash <= 0xffffffff;
        },
      ),
    );
  });

  it('spreads similar keys evenly (chi-square, 255 degrees of freedom)', () => {
    const cells = new Array<number>(256).fill(0);
    for (let i = 0; i < 25_600; i++) {
      const cell = murmur3(`user-${i}`) >>> 24;
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const chi = cells.reduce((sum, seen) => sum + (seen - 100) ** 2 / 100, 0);
    expect(chi).toBeLessThan(330.5); // the 99.9 % quantile
  });
});

describe('mix', () => {
  it('moves about half of the bits when one bit moves', () => {
    for (let bit = 0; bit < 32; bit++) {
      let moved = 0;
      for (let i = 0; i < 1_000; i++) {
        const x = Math.imul(i, 2_654_435_761);
        let difference = mix(x) ^ mix(x ^ (1 << bit));
        for (; difference !== 0; difference &= difference - 1) moved += 1;
      }
      expect(Math.abs(moved / 1_000 - 16)).toBeLessThan(1);
    }
  });
});
