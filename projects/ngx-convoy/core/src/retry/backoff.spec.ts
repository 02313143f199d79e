import fc from 'fast-check';
import { seededRandom } from 'ngx-convoy/testing';
import vectors from '../conformance/resilience-vectors.json';
import { ConfigurationError } from '../errors';
import { type BackoffOptions, createBackoff } from './backoff';

type Type = BackoffOptions['type'];

describe('createBackoff', () => {
  function waits(options: BackoffOptions, draw: number, count = 4): number[] {
    const backoff = createBackoff(options);
    const state = { previous: 0 };
    return Array.from({ length: count }, (_, i) => backoff(i + 1, state, () => draw));
  }

  const rows: readonly (readonly [BackoffOptions, draw: number, waits: readonly number[]])[] = [
    [{ type: 'constant' }, 0.5, [100, 100, 100, 100]],
    [{ type: 'constant' }, 0, [75, 75, 75, 75]],
    [{ type: 'constant', jitter: 0 }, 0, [100, 100, 100, 100]],
    [{ type: 'linear' }, 0.5, [100, 200, 300, 400]],
    [{ type: 'linear', max: 250, jitter: 0 }, 0, [100, 200, 250, 250]],
    [{ type: 'exponential' }, 0.5, [100, 200, 400, 800]],
    [{ type: 'exponential', factor: 3, max: 500, jitter: 0 }, 0, [100, 300, 500, 500]],
    [{ type: 'exponential', jitter: 0.2 }, 0, [80, 160, 320, 640]],
    [{ type: 'full-jitter', max: 300 }, 0.5, [50, 100, 150, 150]],
    [{ type: 'full-jitter' }, 0, [0, 0, 0, 0]],
    [{ type: 'equal-jitter', max: 300 }, 0, [50, 100, 150, 150]],
    [{ type: 'equal-jitter', max: 300 }, 0.5, [75, 150, 225, 225]],
    [{ type: 'decorrelated', max: 500 }, 0.5, [200, 350, 500, 500]],
    [{ type: 'decorrelated' }, 0, [100, 100, 100, 100]],
  ];
  for (const [options, draw, expected] of rows) {
    it(`waits ${expected.join(', ')} ms for ${JSON.stringify(options)} and draws of ${draw}`, () => {
      expect(waits(options, draw)).toEqual(expected);
    });
  }

  for (const { id, params, steps } of vectors.vectors.filter(({ algo }) => algo === 'jitter25')) {
    it(`varies by a quarter as Polly does: ${id}`, () => {
      const { base, type } = params as { base: number; type: Type };
      const [{ attempt, rand, delay }] = steps as [
        { attempt: number; rand: number; delay: number },
      ];
      const wait = createBackoff({ type, base })(attempt + 1, { previous: 0 }, () => rand);
      expect(wait).toBeCloseTo(delay, 9);
    });
  }

  it('keeps the calls apart that share a backoff with a memory', () => {
    const backoff = createBackoff({ type: 'decorrelated-v2', base: 100 });
    const alone = { previous: 0 };
    const first = [1, 2, 3].map((attempt) => backoff(attempt, alone, () => 0.5));
    const a = { previous: 0 };
    const b = { previous: 0 };
    const interleaved = [1, 2, 3].map((attempt) => {
      backoff(attempt, a, () => 0.9);
      return backoff(attempt, b, () => 0.5);
    });
    expect(interleaved).toEqual(first);
  });

  const types: readonly Type[] = [
    'constant',
    'linear',
    'exponential',
    'full-jitter',
    'equal-jitter',
    'decorrelated',
    'decorrelated-v2',
  ];
  for (const type of types) {
    it(`${type} never waits a negative, an endless or too long a time`, () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 1, max: 60_000 }),
          fc.double({ min: 1, max: 100, noNaN: true }),
          fc.integer(),
          (base, factor, seed) => {
            const max = base * factor;
            const backoff = createBackoff({ type, base, max, factor });
            const random = seededRandom(seed);
            const state = { previous: 0 };
            return [1, 2, 3, 10, 100, 1_024, 1_025, 5_000].every((attempt) => {
              const wait = backoff(attempt, state, random);
              return wait >= 0 && wait <= max * 1.25 * (1 + 1e-12);
            });
          },
        ),
      );
    });
  }

  const wrong: readonly (readonly [option: string, options: BackoffOptions])[] = [
    ['base', { type: 'constant', base: 0 }],
    ['base', { type: 'constant', base: Infinity }],
    ['max', { type: 'linear', base: 100, max: 99 }],
    ['factor', { type: 'exponential', factor: 0.5 }],
    ['jitter', { type: 'exponential', jitter: 1.1 }],
    ['type', { type: 'fibonacci' as 'linear' }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} in ${JSON.stringify(options)}`, () => {
      expect(() => createBackoff(options)).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }

  it('takes a base that is longer than the default maximum', () => {
    expect(waits({ type: 'linear', base: 20_000, jitter: 0 }, 0, 2)).toEqual([20_000, 20_000]);
  });
});
