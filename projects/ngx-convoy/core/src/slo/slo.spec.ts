import { burnIn, worstBurn } from './burn-rate';
import { errorBudget } from './error-budget';
import { burnWindows, Slo, type SloCount, type SloOptions, type SloTotals } from './slo';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function slo(changes: Partial<SloOptions> = {}): Slo {
  return new Slo({ name: 'orders-good', service: 'orders', objective: 0.99, ...changes });
}

function totals(changes: Partial<SloTotals> = {}): SloTotals {
  return {
    ...{ successes: 0, failures: 0, rejected: 0, fallbacks: 0, shareWithin: () => 1 },
    ...changes,
  };
}

describe('burnWindows', () => {
  it('are those of the SRE workbook for 30 days', () => {
    const rows = burnWindows(30 * DAY).map(({ long, short, factor }) => [
      long / MINUTE,
      short / MINUTE,
      factor,
    ]);
    expect(rows).toEqual([
      [60, 5, 14.4],
      [360, 30, 6],
      [1_440, 120, 3],
      [4_320, 360, 1],
    ]);
  });

  it('shrink with the period and keep their factors', () => {
    expect(burnWindows(DAY).map(({ long, short }) => [long / 1_000, short / 1_000])).toEqual([
      [120, 10],
      [720, 60],
      [2_880, 240],
      [8_640, 720],
    ]);
  });

  it('spend 2, 5, 10 and 10 % of the budget before they tell', () => {
    const period = 30 * DAY;
    const spent = burnWindows(period).map(({ long, factor }) => (factor * long) / period);
    expect(spent.map((share) => Math.round(share * 100))).toEqual([2, 5, 10, 10]);
  });
});

describe('An SLO', () => {
  const counted: readonly [string, Partial<SloOptions>, Partial<SloTotals>, SloCount][] = [
    [
      'failures and refusals are bad',
      {},
      { successes: 90, failures: 6, rejected: 4, fallbacks: 7 },
      { valid: 100, bad: 10 },
    ],
    [
      'what was answered in its place is good to its users',
      { indicator: 'availability' },
      { successes: 90, failures: 6, rejected: 4, fallbacks: 7 },
      { valid: 100, bad: 3 },
    ],
    [
      'what came too late is bad, and so is what never came',
      { indicator: { latency: 300 } },
      { successes: 80, failures: 10, rejected: 10, shareWithin: (ms) => (ms === 300 ? 0.5 : 1) },
      { valid: 100, bad: 55 },
    ],
    [
      'a failure that came in time is a failure',
      { indicator: { latency: 300 } },
      { successes: 90, failures: 10 },
      { valid: 100, bad: 10 },
    ],
  ];
  for (const [title, options, given, count] of counted) {
    it(`counts: ${title}`, () => expect(slo(options).count(totals(given))).toEqual(count));
  }

  it('burns at 1 when it spends exactly what it may', () => {
    expect(slo().burnRate({ valid: 1_000, bad: 10 })).toBeCloseTo(1, 10);
    expect(slo().burnRate({ valid: 0, bad: 0 })).toBe(0);
  });

  it('tells only when both windows burn too fast', () => {
    const [window] = slo().windows;
    if (window === undefined) throw new Error('An SLO has windows.');
    const excess = (inLong: SloCount, inShort: SloCount): number =>
      burnIn(slo(), window, (ms) => (ms === window.long ? inLong : inShort)).excess;
    expect(excess({ valid: 100, bad: 20 }, { valid: 10, bad: 3 })).toBeGreaterThan(1);
    expect(excess({ valid: 100, bad: 20 }, { valid: 50, bad: 3 })).toBeLessThan(1);
    expect(excess({ valid: 100, bad: 3 }, { valid: 10, bad: 3 })).toBeLessThan(1);
  });

  it('concludes nothing from little', () => {
    const [window] = slo().windows;
    if (window === undefined) throw new Error('An SLO has windows.');
    expect(burnIn(slo(), window, () => ({ valid: 19, bad: 19 })).excess).toBe(0);
    expect(burnIn(slo(), window, () => ({ valid: 20, bad: 2 })).excess).toBe(0);
    expect(burnIn(slo(), window, () => ({ valid: 20, bad: 3 })).excess).toBeGreaterThan(0);
  });

  it('names the pair that burns worst', () => {
    const all = { valid: 1_000, bad: 1_000 };
    expect(worstBurn(slo(), 'critical', () => all)?.window.factor).toBe(6);
    expect(worstBurn(slo(), 'warning', () => all)?.window.factor).toBe(1);
    expect(worstBurn(slo(), 'info', () => all)).toBeUndefined();
  });

  it('knows what is left, and for how long', () => {
    const half = errorBudget(slo(), { valid: 1_000, bad: 5 }, { valid: 100, bad: 2 });
    expect(half.attained).toBeCloseTo(0.995, 10);
    expect(half.left).toBeCloseTo(0.5, 10);
    expect(half.burnRate).toBeCloseTo(2, 10);
    expect(half.exhaustedIn).toBeCloseTo(DAY / 4, 3);
    const none = { valid: 0, bad: 0 };
    expect(errorBudget(slo(), none, none)).toEqual({
      ...{ attained: 1, left: 1, burnRate: 0, exhaustedIn: undefined },
    });
    expect(errorBudget(slo(), { valid: 100, bad: 2 }, none).exhaustedIn).toBe(0);
  });

  for (const [what, options, message] of [
    ['a promise of everything', { objective: 1 }, /objective must be less than 1/],
    ['a promise of nothing', { objective: 0 }, /objective/],
    ['a period of minutes', { period: MINUTE }, /period/],
    ['a name with blanks', { name: 'a b' }, /name/],
  ] as const) {
    it(`refuses ${what}`, () => expect(() => slo(options)).toThrowError(message));
  }
});
