import fc from 'fast-check';
import { seededRandom } from 'ngx-convoy/testing';
import { Candidates } from './candidates';
import { expectShares } from './chi-square.spec';
import { countPicks, endpoint, NOW } from './endpoint-scene.spec';
import { PowerOfTwoChoices } from './power-of-two-choices';
import { Rendezvous } from './rendezvous';

const picker = (): Rendezvous => new Rendezvous(new PowerOfTwoChoices(seededRandom(1)));
const fleet = (count: number) => Array.from({ length: count }, (_, i) => endpoint(`e${i}`));

describe('Rendezvous', () => {
  it('sends a key to the same instance, in whatever order they are listed and whoever asks', () => {
    const all = fleet(8);
    fc.assert(
      fc.property(fc.string(), fc.shuffledSubarray(all, { minLength: 8 }), (key, shuffled) => {
        const here = picker().pick(new Candidates(all), NOW, key);
        expect(picker().pick(new Candidates(shuffled), NOW, key)).toBe(here);
      }),
    );
  });

  it('moves only the keys of an instance that goes, and moves them back when it returns', () => {
    const all = fleet(6);
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(...all), (key, gone) => {
        const before = picker().pick(new Candidates(all), NOW, key);
        const rest = new Candidates(all.filter((one) => one !== gone));
        const without = picker().pick(rest, NOW, key);
        if (before === gone) expect(without).not.toBe(gone);
        else expect(without).toBe(before);
        expect(picker().pick(new Candidates(all), NOW, key)).toBe(before);
      }),
    );
  });

  it('spreads keys by weight', () => {
    const weights = [1, 2, 3, 4];
    const all = weights.map((weight, i) => endpoint(`e${i}`, { weight }));
    const counts = countPicks(picker(), all, 40_000, (i) => `user-${i}`);
    expectShares(counts, weights);
  });

  it('spreads the keys of one that is gone over all others alike', () => {
    const all = fleet(5);
    const [gone, ...others] = all;
    const moved = new Map(others.map((one) => [one, 0]));
    const [whole, rest] = [all, others].map((list) => new Candidates(list));
    if (whole === undefined || rest === undefined) throw new Error('two were made');
    for (let i = 0; i < 40_000; i++) {
      const key = `user-${i}`;
      for (const one of all) whole.add(one);
      const before = picker().pick(whole, NOW, key);
      if (before !== gone) continue;
      whole.remove(gone as (typeof all)[number]);
      const after = picker().pick(whole, NOW, key);
      if (after !== undefined) moved.set(after, (moved.get(after) ?? 0) + 1);
    }
    expectShares([...moved.values()], [1, 1, 1, 1]);
  });

  it('leaves a call without a key to another policy', () => {
    const counts = countPicks(picker(), fleet(3), 9_000);
    expectShares(counts, [1, 1, 1]);
  });
});
