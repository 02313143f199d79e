import { seededRandom } from 'ngx-convoy/testing';
import { Candidates } from './candidates';
import { expectShares } from './chi-square.spec';
import { answering, countPicks, endpoint, NOW } from './endpoint-scene.spec';
import { PowerOfTwoChoices } from './power-of-two-choices';

const picker = (seed = 1): PowerOfTwoChoices => new PowerOfTwoChoices(seededRandom(seed));

describe('PowerOfTwoChoices', () => {
  it('calls equals equally', () => {
    const counts = countPicks(picker(), answering({ a: 20, b: 20, c: 20, d: 20 }), 40_000);
    expectShares(counts, [1, 1, 1, 1]);
  });

  it('leaves the slowest out, and prefers each the more often the more others it beats', () => {
    const counts = countPicks(picker(), answering({ a: 10, b: 20, c: 30, d: 40 }), 60_000);
    // Of six pairs, the fastest is in three, the next in two that it wins, and so on.
    expectShares(counts, [3, 2, 1, 0]);
  });

  it('weighs calls under way against latency', () => {
    const [fast, slow] = answering({ fast: 10, slow: 35 });
    if (fast === undefined || slow === undefined) throw new Error('two were made');
    const candidates = new Candidates([fast, slow]);
    const picked = Array.from({ length: 8 }, () => {
      const one = picker().pick(candidates);
      if (one !== undefined) one.inFlight += 1;
      return one?.id;
    });
    // 10, 20, 30, then 40 against 35; 40, 50, 60, 70 against 70: equals.
    expect(picked.slice(0, 7)).toEqual(['fast', 'fast', 'fast', 'slow', 'fast', 'fast', 'fast']);
  });

  it('does not run to an instance that fails fast', () => {
    const all = answering({ good: 200, bad: 200 });
    all[1]?.failed(3, undefined, NOW);
    expect(countPicks(picker(), all, 1_000)).toEqual([1_000, 0]);
  });

  it('comes back to one that has failed when the penalty has worn off', () => {
    const [good, bad] = answering({ good: 200, bad: 200 });
    bad?.failed(3, undefined, NOW);
    const later = NOW + 10_000 * Math.log(5_000 / 200) + 1;
    const costs = [good, bad].map((one) => {
      // Who is called goes on answering in 200 ms; who is not called wears off.
      if (one === good) one?.answered(200, later);
      return one?.cost.load(0, later) ?? NaN;
    });
    expect(costs[1]).toBeLessThan(costs[0] ?? 0);
  });

  describe('with shares', () => {
    it('calls equals exactly by their shares', () => {
      const times = { a: 20, b: 20, c: 20, d: 20 };
      const weights = { a: 100, b: 100, c: 50, d: 10 };
      const counts = countPicks(picker(), answering(times, weights), 60_000);
      expectShares(counts, [100, 100, 50, 10]);
    });

    it('keeps a canary a canary, however fast it is', () => {
      const counts = countPicks(
        picker(),
        answering({ a: 50, b: 50, canary: 1 }, { a: 100, b: 100, canary: 10 }),
        21_000,
      );
      expect(counts[2]).toBeGreaterThan(1_000);
      expect(counts[2]).toBeLessThan(3_000);
    });

    it('does not call an instance of share 0 while others have one', () => {
      const counts = countPicks(picker(), answering({ a: 50, b: 1 }, { a: 1, b: 0 }), 1_000);
      expect(counts).toEqual([1_000, 0]);
    });
  });

  describe('with strangers', () => {
    it('takes one to be as good as whom it is compared with: no herd, and not left out', () => {
      const counts = countPicks(picker(), answering({ a: 20, stranger: undefined }), 10_000);
      expectShares(counts, [1, 1]);
    });

    it('sends one call at a time until it has answered', () => {
      const [known, stranger] = answering({ known: 20, stranger: undefined });
      if (known === undefined || stranger === undefined) throw new Error('two were made');
      const candidates = new Candidates([known, stranger]);
      stranger.inFlight = 1;
      known.inFlight = 40;
      const picks = Array.from({ length: 50 }, (_, seed) => picker(seed).pick(candidates)?.id);
      expect(new Set(picks)).toEqual(new Set(['known']));
    });

    it('spreads the first calls of a page over all', () => {
      const all = [endpoint('a'), endpoint('b'), endpoint('c')];
      const candidates = new Candidates(all);
      const subject = picker();
      for (let i = 0; i < 6; i++) {
        const one = subject.pick(candidates);
        if (one !== undefined) one.inFlight += 1;
      }
      for (const one of all) expect(one.inFlight).toBeGreaterThanOrEqual(1);
    });
  });

  it('calls a fit one before one that is not, whatever they cost', () => {
    const all = answering({ fit: 500, not: 1 });
    const [, not] = all;
    if (not !== undefined) not.isFit = false;
    expect(countPicks(picker(), all, 1_000)).toEqual([1_000, 0]);
  });

  it('says why', () => {
    const subject = picker();
    const [a, b] = answering({ a: 10, b: 90 });
    if (a === undefined || b === undefined) throw new Error('two were made');
    subject.pick(new Candidates([a, b]));
    expect(subject.because()).toBe('not dearer than b, drawn beside it');
    expect(Math.round(subject.load(b, NOW))).toBe(90);
    subject.pick(new Candidates([a]));
    expect(subject.because()).toBe('the only candidate');
  });
});
