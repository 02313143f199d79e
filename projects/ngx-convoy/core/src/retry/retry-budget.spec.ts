import fc from 'fast-check';
import vectors from '../conformance/resilience-vectors.json';
import { ConfigurationError } from '../errors';
import { RetryBudget } from './retry-budget';

describe('RetryBudget', () => {
  it('starts full, so that the first hiccup can be retried', () => {
    const budget = new RetryBudget({}, 0);
    expect(budget.available(0)).toBe(10);
    for (let i = 0; i < 10; i++) expect(budget.withdraw(0)).toBe(true);
    expect(budget.withdraw(0)).toBe(false);
  });

  it('earns one retry with five requests', () => {
    const budget = new RetryBudget({ initial: 0 }, 0);
    for (let i = 0; i < 4; i++) budget.deposit();
    expect(budget.withdraw(0)).toBe(false);
    budget.deposit();
    expect(budget.withdraw(0)).toBe(true);
    expect(budget.withdraw(0)).toBe(false);
  });

  it('takes ten tenths for a whole, whatever binary fractions make of them', () => {
    const budget = new RetryBudget({ ratio: 0.1, initial: 0 }, 0);
    for (let i = 0; i < 10; i++) budget.deposit();
    expect(budget.available(0)).toBe(1);
    expect(budget.withdraw(0)).toBe(true);
    expect(budget.available(0)).toBe(0);
  });

  it('earns one retry in five seconds even without requests', () => {
    const start = 1_767_225_600_000;
    const budget = new RetryBudget({ initial: 0 }, start);
    expect(budget.withdraw(start + 4_999)).toBe(false);
    expect(budget.withdraw(start + 5_000)).toBe(true);
  });

  it('saves up no more than its maximum', () => {
    const budget = new RetryBudget({ max: 3 }, 0);
    for (let i = 0; i < 1_000; i++) budget.deposit();
    expect(budget.available(86_400_000)).toBe(3);
  });

  it('keeps retries to 20 % of the requests while everything fails', () => {
    const budget = new RetryBudget({ minPerSecond: 0, initial: 0 }, 0);
    let retries = 0;
    for (let i = 0; i < 10_000; i++) {
      budget.deposit();
      for (let attempt = 0; attempt < 2; attempt++) if (budget.withdraw(0)) retries++;
    }
    expect(retries).toBe(2_000);
  });

  const refused = [
    ['ratio', { ratio: -0.1 }],
    ['ratio', { ratio: 1_001 }],
    ['minPerSecond', { minPerSecond: -1 }],
    ['max', { max: 0.5 }],
    ['initial', { initial: -1 }],
    ['initial', { max: 3, initial: 4 }],
  ] as const;
  for (const [option, options] of refused) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => new RetryBudget(options, 0)).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }

  it('keeps what is saved up when its options change, up to the new maximum', () => {
    const budget = new RetryBudget({ initial: 4 }, 0);
    budget.configure({ ratio: 0.5, max: 8 });
    expect([budget.ratio, budget.available(0)]).toEqual([0.5, 4]);
    budget.configure({ max: 2 });
    expect(budget.available(0)).toBe(2);
  });

  it('never gives more than was earned, whatever the clock does', () => {
    const step = fc.oneof(
      fc.constant<'deposit' | 'withdraw'>('deposit'),
      fc.constant<'deposit' | 'withdraw'>('withdraw'),
      fc.integer({ min: -100_000, max: 100_000 }),
    );
    const property = fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const options = { ratio: 0.3, minPerSecond: 0.5, max: 5 };
      const budget = new RetryBudget(options, 0);
      let now = 0;
      let earned = options.max;
      let withdrawn = 0;
      for (const step of steps) {
        if (step === 'deposit') {
          budget.deposit();
          earned += options.ratio;
        } else if (step === 'withdraw') {
          if (budget.withdraw(now)) withdrawn++;
        } else {
          now += step;
          earned += (Math.max(0, step) / 1_000) * options.minPerSecond;
        }
        const available = budget.available(now);
        expect(available).toBeGreaterThanOrEqual(0);
        expect(available).toBeLessThanOrEqual(options.max);
        expect(withdrawn + available).toBeLessThanOrEqual(earned + 1e-4);
      }
    });
    fc.assert(property, { numRuns: 100 });
  });

  interface Vector {
    readonly params: { ttlMs: number; minRetriesPerSec: number; percent: number };
    readonly steps: readonly {
      readonly do?: string;
      readonly withdrawn?: number;
      readonly tolerance?: number;
      readonly balance?: number;
      readonly tryWithdraw?: boolean;
    }[];
  }
  const rows = vectors.vectors.filter(({ algo }) => algo === 'retryBudget');

  it('has ten golden vectors of Finagle to agree with', () => {
    expect(rows.length).toBe(10);
  });

  for (const row of rows) {
    it(`agrees with Finagle: ${row.id}`, () => {
      const { params, steps } = row as unknown as Vector;
      // Finagle's reserve of `minRetriesPerSec` for the time to live is our start.
      const initial = (params.minRetriesPerSec * params.ttlMs) / 1_000;
      const budget = new RetryBudget(
        { ratio: params.percent, minPerSecond: params.minRetriesPerSec, max: 1e6, initial },
        0,
      );
      for (const step of steps) {
        let withdrawn = 0;
        for (let i = 0; step.do !== undefined && i < 10_000; i++) {
          budget.deposit();
          if (step.do.includes('tryWithdraw') && budget.withdraw(0)) withdrawn++;
        }
        if (step.withdrawn !== undefined) {
          expect(Math.abs(withdrawn - step.withdrawn)).toBeLessThanOrEqual(step.tolerance ?? 0);
        }
        if (step.balance !== undefined) expect(Math.floor(budget.available(0))).toBe(step.balance);
        if (step.tryWithdraw !== undefined) expect(budget.withdraw(0)).toBe(step.tryWithdraw);
      }
    });
  }
});
