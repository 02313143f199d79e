import fc from 'fast-check';
import { healthScore, ScoredStatus, type HealthSigns } from './health-score';

const well: HealthSigns = { successRate: 1, p95: 100, latencyTarget: 1_000, probe: 'pass' };

const rows: readonly (readonly [title: string, signs: Partial<HealthSigns>, score: number])[] = [
  ['is 100 when all is well', {}, 100],
  ['falls by half a point for each percent of calls that fail', { successRate: 0.8 }, 90],
  ['does not mind latency up to the target', { p95: 1_000 }, 100],
  ['gives half of the latency away at one and a half times the target', { p95: 1_500 }, 85],
  ['gives all of it away at twice the target and beyond', { p95: 9_000 }, 70],
  ['takes calls for more than a probe that fails', { probe: 'fail' }, 80],
  ['lets a warning count a little', { probe: 'warn' }, 95],
  ['goes by probes alone where there are no calls', { successRate: undefined, probe: 'fail' }, 0],
  ['goes by calls alone where nothing is probed', { probe: undefined, successRate: 0.5 }, 68.75],
  ['is not saved by fast failures', { successRate: 0 }, 50],
];

describe('healthScore', () => {
  for (const [title, signs, score] of rows) {
    it(title, () => {
      expect(healthScore({ ...well, ...signs })).toBeCloseTo(score, 6);
    });
  }

  it('knows nothing where nothing is known', () => {
    const nothing = { successRate: undefined, p95: undefined, latencyTarget: 1, probe: undefined };
    expect(healthScore(nothing)).toBeUndefined();
  });

  it('is never better when one sign is worse', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 1e5, noNaN: true }), (a, b, p95) => {
        const score = (successRate: number): number =>
          healthScore({ ...well, p95, successRate }) ?? NaN;
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(score(low)).toBeLessThanOrEqual(score(high));
        expect(score(high)).toBeLessThanOrEqual(100);
        expect(score(low)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('ScoredStatus', () => {
  const follow = (scores: readonly (number | undefined)[]) => {
    const status = new ScoredStatus();
    return scores.map((score) => status.observe(score));
  };

  it('is worse at once', () => {
    expect(follow([100, 89.9, 59.9])).toEqual(['up', 'degraded', 'down']);
  });

  it('is better only when it is clearly better', () => {
    expect(follow([80, 91, 94.9, 95])).toEqual(['degraded', 'degraded', 'degraded', 'up']);
    expect(follow([50, 61, 64.9, 65, 100])).toEqual(['down', 'down', 'down', 'degraded', 'up']);
  });

  it('does not swing with a score that swings around a limit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 88, max: 92, noNaN: true }), { minLength: 2 }),
        (scores) => {
          const seen = follow(scores);
          expect(
            seen.filter((status, at) => at > 0 && status !== seen[at - 1]).length,
          ).toBeLessThan(2);
        },
      ),
    );
  });

  it('does not know what nobody has told it', () => {
    expect(follow([undefined, 100, undefined, 70])).toEqual([
      'unknown',
      'up',
      'unknown',
      'degraded',
    ]);
  });
});
