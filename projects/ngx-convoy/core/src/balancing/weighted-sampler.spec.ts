import fc from 'fast-check';
import { seededRandom } from 'ngx-convoy/testing';
import { expectShares } from './chi-square.spec';
import { endpoint } from './endpoint-scene.spec';
import { WeightedSampler } from './weighted-sampler';

function sampler(weights: readonly number[]): WeightedSampler {
  const result = new WeightedSampler();
  const endpoints = weights.map((weight, i) => endpoint(`e${i}`, { weight }));
  result.prepare(endpoints, ({ share }) => share);
  return result;
}

function count(size: number, times: number, draw: () => number): readonly number[] {
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < times; i++) {
    const place = draw();
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

describe('WeightedSampler', () => {
  const rows: readonly (readonly number[])[] = [
    [1, 1, 1],
    [5, 1, 1],
    [100, 100, 50, 10],
    [0, 3, 0, 1],
    [0.001, 0.002, 0.003],
    [1e6, 1, 1e3],
  ];
  for (const weights of rows) {
    it(`draws in proportion to ${weights.join(', ')}`, () => {
      const random = seededRandom(3);
      const subject = sampler(weights);
      expectShares(
        count(weights.length, 60_000, () => subject.draw(random)),
        weights,
      );
    });

    it(`draws the first of two in proportion to ${weights.join(', ')}, and the other evenly`, () => {
      const random = seededRandom(5);
      const subject = sampler(weights);
      const others = weights.map(() => new Array<number>(weights.length).fill(0));
      const firsts = count(weights.length, 60_000, () => {
        subject.drawTwo(random);
        const row = others[subject.one];
        if (row !== undefined) row[subject.other] = (row[subject.other] ?? 0) + 1;
        return subject.one;
      });
      expectShares(firsts, weights);
      others.forEach((row, one) => {
        const even = row.map((_, other) => (other === one ? 0 : 1));
        if ((firsts[one] ?? 0) > 100) expectShares(row, even, `beside ${one}`);
      });
    });
  }

  it('rolls an even dice when nobody weighs anything', () => {
    const random = seededRandom(3);
    const subject = sampler([0, 0, 0]);
    expectShares(
      count(3, 30_000, () => subject.draw(random)),
      [1, 1, 1],
    );
  });

  it('stays inside the list, whatever the weights and whatever chance says', () => {
    const weights = fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), {
      minLength: 2,
      maxLength: 40,
    });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(weights, chance, (list, draw) => {
        const subject = sampler(list);
        subject.drawTwo(() => draw);
        const { one, other } = subject;
        for (const place of [one, other, subject.draw(() => draw)]) {
          expect(Number.isInteger(place) && place >= 0 && place < list.length).toBeTrue();
        }
        expect(one).not.toBe(other);
      }),
    );
  });
});
