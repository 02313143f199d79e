import fc from 'fast-check';
import { seededRandom } from 'ngx-convoy/testing';
import vectors from '../conformance/resilience-vectors.json';
import { decorrelatedJitter, decorrelatedJitterV2 } from './decorrelated-jitter';

describe('decorrelatedJitter', () => {
  const range = { base: 100, max: 2_000 };

  it('draws from the base to three times the wait before', () => {
    const state = { previous: 0 };
    expect(decorrelatedJitter(state, range, () => 0)).toBe(100);
    expect(decorrelatedJitter(state, range, () => 0.5)).toBe(200);
    expect(decorrelatedJitter(state, range, () => 0.5)).toBe(350);
  });

  it('grows no further than its maximum', () => {
    const state = { previous: 0 };
    const waits = Array.from({ length: 6 }, () => decorrelatedJitter(state, range, () => 1));
    expect(waits).toEqual([300, 900, 2_000, 2_000, 2_000, 2_000]);
  });
});

describe('decorrelatedJitterV2', () => {
  interface Vector {
    readonly id: string;
    readonly base: number;
    readonly steps: readonly { attempt: number; rand: number; delay: number }[];
  }
  const golden = vectors.vectors
    .filter(({ algo, params }) => algo === 'decorrelatedJitterV2' && params.base === 1_000)
    .map(({ id, params, steps }) => ({ id, base: params.base, steps }) as Vector);

  it('is tested by two golden vectors', () => {
    expect(golden.map(({ id }) => id)).toEqual([
      'decorrelatedJitterV2-02',
      'decorrelatedJitterV2-03',
    ]);
  });

  for (const { id, base, steps } of golden) {
    it(`says what Polly says: ${id}`, () => {
      const state = { previous: 0 };
      for (const { attempt, rand, delay } of steps) {
        const wait = decorrelatedJitterV2(attempt + 1, state, { base, max: 1e6 }, () => rand);
        expect(wait).withContext(`attempt ${attempt}`).toBeCloseTo(delay, 3);
      }
    });
  }

  it('waits at least 0 and at most 4 * base * 2^(attempt - 1), as Polly specifies: decorrelatedJitterV2-01', () => {
    const draws = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
      maxLength: 100,
    });
    fc.assert(
      fc.property(draws, fc.double({ min: 0.1, max: 60_000, noNaN: true }), (rolls, base) => {
        const state = { previous: 0 };
        return rolls.every((roll, i) => {
          const wait = decorrelatedJitterV2(i + 1, state, { base, max: Infinity }, () => roll);
          return wait >= 0 && wait <= 4 * base * 2 ** i;
        });
      }),
    );
  });

  it('stays at its maximum when powers of two become infinite', () => {
    const state = { previous: 0 };
    const random = seededRandom(7);
    for (let attempt = 1; attempt <= 1_100; attempt++) {
      const wait = decorrelatedJitterV2(attempt, state, { base: 200, max: 10_000 }, random);
      expect(wait).toBeGreaterThanOrEqual(0);
      if (attempt > 20) expect(wait).withContext(`attempt ${attempt}`).toBe(10_000);
    }
  });

  it('has its medians at about 1, 1, 2 and 4 times the base', () => {
    const random = seededRandom(3);
    const medians = [1, 2, 3, 4].map((last) => {
      const waits = Array.from({ length: 2_001 }, () => {
        const state = { previous: 0 };
        let wait = 0;
        for (let attempt = 1; attempt <= last; attempt++) {
          wait = decorrelatedJitterV2(attempt, state, { base: 1_000, max: 1e9 }, random);
        }
        return wait;
      });
      return waits.sort((a, b) => a - b)[1_000] ?? NaN;
    });
    expect(medians.map((median) => Math.round(median / 1_000))).toEqual([1, 1, 2, 4]);
  });
});
