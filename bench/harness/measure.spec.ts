import { measure } from './measure.ts';
import type { MeasureOptions } from './measure.ts';
import { quantile } from './quantile.ts';
import { seeded } from './seeded.ts';
import type { Contender } from './suite.ts';

const options: MeasureOptions = { rounds: 9, sampleTime: 0.5, random: seeded(1) };

describe('the benchmark harness', () => {
  it('finds out who is slower, and by how much', async () => {
    const contenders = [spinner('bare', 200), spinner('thrice', 600)];
    const [bare, thrice] = await measure({ name: 'spin', baseline: 'bare', contenders }, options);
    expect(bare?.ratio).toBe(1);
    expect(thrice?.ratio).toBeGreaterThan(1.8);
    expect(thrice?.ratio).toBeLessThan(5);
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
    const contenders = [contender('a'), contender('b'), contender('c')];
    await measure({ name: 'turns', baseline: 'a', contenders }, options);
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

  it('refuses a baseline that does not take part', async () => {
    const subject = { name: 'x', baseline: 'nobody', contenders: [spinner('bare', 1)] };
    await expectAsync(measure(subject, options)).toBeRejectedWithError(/nobody/);
  });

  it('interpolates quantiles', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3], 0.9)).toBeCloseTo(2.8);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

function spinner(name: string, weight: number): Contender {
  return { name, run: (times) => void spin(times * weight) };
}

function spin(times: number): number {
  let x = 1;
  for (let i = 0; i < times; i += 1) x = (x * 16_807) % 2_147_483_647;
  return x;
}
