import { seededRandom } from 'ngx-convoy/testing';
import { isInSample, resolveTraceSampling } from './trace-sampling';

describe('isInSample', () => {
  const id = (tail: string): string => 'f'.repeat(32 - tail.length) + tail;
  const rows: readonly (readonly [tail: string, ratio: number, isIn: boolean])[] = [
    ['00000000000000', 1, true],
    ['ffffffffffffff', 0, false],
    ['80000000000000', 0.5, true],
    ['7fffffffffffff', 0.5, false],
    ['c0000000000000', 0.25, true],
    ['bfffffffffffff', 0.25, false],
    ['fd70a3d70a3d71', 0.01, true],
    ['fd70a3d70a3d60', 0.01, false],
  ];
  for (const [tail, ratio, isIn] of rows) {
    it(`${isIn ? 'takes' : 'leaves'} an id that ends with ${tail} at ${ratio}`, () => {
      expect(isInSample(id(tail), ratio)).toBe(isIn);
    });
  }

  it('takes at a small ratio only what it takes at a greater one', () => {
    const random = seededRandom(7);
    for (let i = 0; i < 1_000; i++) {
      const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
      const traceId = digits.join('');
      if (isInSample(traceId, 0.1)) expect(isInSample(traceId, 0.4)).toBeTrue();
    }
  });

  it('takes about its share', () => {
    const random = seededRandom(11);
    let taken = 0;
    for (let i = 0; i < 20_000; i++) {
      const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
      if (isInSample(digits.join(''), 0.1)) taken += 1;
    }
    // Three standard deviations of a binomial with n = 20,000 and p = 0.1.
    expect(Math.abs(taken - 2_000)).toBeLessThan(128);
  });
});

describe('resolveTraceSampling', () => {
  it('keeps everything unless told otherwise', () => {
    expect(resolveTraceSampling()).toEqual({ ratio: 1, keepErrors: true, slow: 1_000 });
  });

  for (const [option, options] of [
    ['sampling.ratio', { ratio: 1.1 }],
    ['sampling.ratio', { ratio: -0.1 }],
    ['sampling.slow', { slow: 0 }],
  ] as const) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => resolveTraceSampling(options)).toThrowError(new RegExp(option));
    });
  }
});
