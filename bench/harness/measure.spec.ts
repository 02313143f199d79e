import { measure } from './measure.ts';
import type { MeasureOptions } from './measure.ts';
import { quantile } from './quantile.ts';
import { seeded } from './seeded.ts';
import type { Contender, TimeCase } from './suite.ts';

const options: MeasureOptions = { rounds: 9, sampleTime: 0.5, effort: 1, random: seeded(1) };

describe('measuring in rounds', () => {
  it('finds out who is slower, and by how much', async () => {
    const subject = caseOf(spinner('bare', 200), spinner('thrice', 600));
    const [bare, thrice] = await measure(subject, options);
    const ratios = thrice?.values.map((value, round) => value / (bare?.values[round] ?? NaN)) ?? [];
    expect(quantile(ratios, 0.5)).toBeGreaterThan(1.8);
    expect(quantile(ratios, 0.5)).toBeLessThan(5);
  });

  it('lets every contender take one turn a round, in changing order', async () => {
    const turns: string[] = [];
    const contender = (name: string): Contender => ({
      name,
      run: (times) => {
        turns.push(name);
        spin(times * 1000);
      },
    });
    await measure(caseOf(contender('a'), contender('b'), contender('c')), options);
    const rounds =
      turns
        .slice(-3 * options.rounds)
        .join('')
        .match(/.../g) ?? [];
    expect(
      rounds.every((round) => ['a', 'b', 'c'].every((name) => round.includes(name))),
    ).toBeTrue();
    expect(new Set(rounds).size).toBeGreaterThan(1);
  });

  it('prepares once, and resets after each sample, both outside of what is measured', async () => {
    const log: string[] = [];
    const subject = caseOf({
      name: 'queue',
      times: 7,
      prepare: (effort) => void log.push(`prepare ${effort}`),
      run: (times) => void log.push(`run ${times}`),
      reset: () => void log.push('reset'),
    });
    await measure(subject, { ...options, rounds: 2 });
    const sample = ['run 7', 'reset'];
    expect(log).toEqual(['prepare 1', ...sample, ...sample, ...sample]);
    log.length = 0;
    await measure(subject, { ...options, rounds: 1, effort: 0.01 });
    expect(log).toEqual(['prepare 0.01', 'run 1', 'reset', 'run 1', 'reset']);
  });

  it('makes no more rounds than a case wants that takes long', async () => {
    const [spun] = await measure({ ...caseOf(spinner('bare', 1)), rounds: 3 }, options);
    expect(spun?.values.length).toBe(3);
  });

  it('measures one alone', async () => {
    const subject = caseOf(spinner('bare', 1), spinner('rival', 1));
    expect((await measure(subject, options, 'rival')).map((one) => one.contender)).toEqual([
      'rival',
    ]);
    await expectAsync(measure(subject, options, 'nobody')).toBeRejectedWithError(/nobody/);
  });

  it('interpolates quantiles', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3], 0.9)).toBeCloseTo(2.8);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

function caseOf(...contenders: readonly Contender[]): TimeCase {
  return { kind: 'time', name: 'a case', baseline: 'bare', contenders };
}

function spinner(name: string, weight: number): Contender {
  return { name, run: (times) => void spin(times * weight) };
}

function spin(times: number): number {
  let x = 1;
  for (let i = 0; i < times; i += 1) x = (x * 16_807) % 2_147_483_647;
  return x;
}
