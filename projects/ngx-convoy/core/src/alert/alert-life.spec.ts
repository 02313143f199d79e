import { AlertCondition, type AlertConditionOptions } from './alert-condition';
import { AlertLife, type AlertPhase } from './alert-life';

type Step = readonly [at: number, value: number | undefined, phase: AlertPhase];

interface Row {
  readonly title: string;
  readonly options: AlertConditionOptions;
  readonly steps: readonly Step[];
}

const waiting = { threshold: 100, for: 10, keepFiringFor: 20, recovery: 90 };

const rows: readonly Row[] = [
  {
    title: 'leaves a value at the threshold alone, and takes the first one beyond it',
    options: { threshold: 100 },
    steps: [
      [0, 100, 'inactive'],
      [1, 100.1, 'firing'],
    ],
  },
  {
    title: 'waits for the value to stay bad before it fires',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [9, 120, 'pending'],
      [10, 120, 'firing'],
    ],
  },
  {
    title: 'forgets a bad value that did not last, and waits anew for the next',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [9, 80, 'inactive'],
      [10, 120, 'pending'],
      [19, 120, 'pending'],
      [20, 120, 'firing'],
    ],
  },
  {
    title: 'goes on firing while the value is good, but not yet recovered',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [10, 120, 'firing'],
      [11, 95, 'firing'],
      [500, 95, 'firing'],
      [501, 90, 'recovering'],
    ],
  },
  {
    title: 'is over only after the value has stayed recovered',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [10, 120, 'firing'],
      [20, 50, 'recovering'],
      [39, 50, 'recovering'],
      [40, 50, 'resolved'],
    ],
  },
  {
    title: 'falls back to firing when the recovery does not hold, and recovers anew',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [10, 120, 'firing'],
      [20, 50, 'recovering'],
      [30, 95, 'firing'],
      [35, 50, 'recovering'],
      [54, 50, 'recovering'],
      [55, 50, 'resolved'],
    ],
  },
  {
    title: 'can fire again after it was resolved, with the same patience',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [10, 120, 'firing'],
      [20, 50, 'recovering'],
      [40, 50, 'resolved'],
      [41, 50, 'resolved'],
      [50, 120, 'pending'],
      [60, 120, 'firing'],
    ],
  },
  {
    title: 'takes no value as recovery, where that is the policy',
    options: { ...waiting, noData: 'ok' },
    steps: [
      [0, undefined, 'inactive'],
      [1, 120, 'pending'],
      [2, undefined, 'inactive'],
      [3, 120, 'pending'],
      [13, 120, 'firing'],
      [14, undefined, 'recovering'],
      [34, undefined, 'resolved'],
    ],
  },
  {
    title: 'watches the other side when low values are the bad ones',
    options: { threshold: 0.95, bad: 'below', recovery: 0.97 },
    steps: [
      [0, 0.95, 'inactive'],
      [1, 0.94, 'firing'],
      [2, 0.96, 'firing'],
      [3, 0.97, 'resolved'],
    ],
  },
  {
    title: 'takes no value as trouble, where that is the policy',
    options: { ...waiting, noData: 'alerting' },
    steps: [
      [0, undefined, 'pending'],
      [10, undefined, 'firing'],
      [11, 50, 'recovering'],
    ],
  },
  {
    title:
      'lets the last value stand for two rounds without one, and then says that nothing is known',
    options: waiting,
    steps: [
      [0, 120, 'pending'],
      [5, undefined, 'pending'],
      [10, undefined, 'firing'],
      [15, undefined, 'no-data'],
      [20, 120, 'firing'],
      [25, undefined, 'firing'],
      [30, undefined, 'firing'],
      [35, undefined, 'no-data'],
      [40, 50, 'resolved'],
    ],
  },
  {
    title: 'says at once that nothing is known, where that is the policy',
    options: { threshold: 100, noData: 'no-data' },
    steps: [
      [0, undefined, 'inactive'],
      [1, 120, 'firing'],
      [2, undefined, 'no-data'],
      [3, 120, 'firing'],
    ],
  },
  {
    title: 'gives an alert up about which nothing was known for a quarter of an hour',
    options: { threshold: 100, noData: 'no-data' },
    steps: [
      [0, 120, 'firing'],
      [1, undefined, 'no-data'],
      [900_000, undefined, 'no-data'],
      [900_001, undefined, 'resolved'],
    ],
  },
  {
    title: 'takes a pending alert back when nothing is known any more',
    options: { ...waiting, noData: 'no-data' },
    steps: [
      [0, 120, 'pending'],
      [1, undefined, 'inactive'],
    ],
  },
  {
    title: 'fires when enough of the last rounds were bad, and recovers when fewer are',
    options: { threshold: 100, ofLast: { bad: 3, of: 5 } },
    steps: [
      [0, 120, 'inactive'],
      [1, 50, 'inactive'],
      [2, 120, 'inactive'],
      [3, 50, 'inactive'],
      [4, 120, 'firing'],
      [5, 50, 'resolved'],
      [6, 120, 'firing'],
      [7, 120, 'firing'],
      [8, 50, 'firing'],
      [9, 50, 'resolved'],
    ],
  },
  {
    title: 'is one flapping alert after more than four changes in ten minutes, until it is calm',
    options: { threshold: 100 },
    steps: [
      [0, 120, 'firing'],
      [10_000, 50, 'resolved'],
      [20_000, 120, 'firing'],
      [30_000, 50, 'resolved'],
      [40_000, 120, 'flapping'],
      [50_000, 50, 'flapping'],
      [60_000, 120, 'flapping'],
      [70_000, 50, 'flapping'],
      [369_999, 50, 'flapping'],
      [370_000, 50, 'resolved'],
      [380_000, 120, 'firing'],
    ],
  },
  {
    title: 'does not flap when the changes are further apart',
    options: { threshold: 100 },
    steps: [
      [0, 120, 'firing'],
      [200_000, 50, 'resolved'],
      [400_000, 120, 'firing'],
      [600_000, 50, 'resolved'],
      [800_000, 120, 'firing'],
    ],
  },
  {
    title: 'goes on as an alert when it is calm and still bad',
    options: { threshold: 100, flapping: { transitions: 1, within: 100 } },
    steps: [
      [0, 120, 'firing'],
      [10, 50, 'flapping'],
      [20, 120, 'flapping'],
      [70, 120, 'firing'],
    ],
  },
  {
    title: 'moves at once where no patience is asked for',
    options: { threshold: 0 },
    steps: [
      [0, 1, 'firing'],
      [0, 0, 'resolved'],
      [0, 1, 'firing'],
    ],
  },
  {
    title: 'starts its wait over when the clock is set back, instead of waiting for hours',
    options: waiting,
    steps: [
      [5_000, 120, 'pending'],
      [1_000, 120, 'pending'],
      [1_010, 120, 'firing'],
    ],
  },
];

describe('AlertLife', () => {
  for (const row of rows) {
    it(row.title, () => {
      const condition = new AlertCondition(row.options);
      const life = new AlertLife();
      const phases = row.steps.map(([at, value]) => life.evaluate(condition, value, at));
      expect(phases).toEqual(row.steps.map(([, , phase]) => phase));
    });
  }

  it('tells when the trouble began, from the first bad value to the end of the recovery', () => {
    const condition = new AlertCondition(waiting);
    const life = new AlertLife();
    life.evaluate(condition, 120, 5);
    expect([life.since, life.firedAt]).toEqual([5, undefined]);
    life.evaluate(condition, 120, 15);
    life.evaluate(condition, 50, 25);
    expect([life.phase, life.since, life.firedAt]).toEqual(['recovering', 5, 15]);
    life.evaluate(condition, 50, 45);
    expect([life.phase, life.since, life.firedAt]).toEqual(['resolved', undefined, undefined]);
  });

  it('goes on under another condition, with what it has waited', () => {
    const life = new AlertLife();
    life.evaluate(new AlertCondition({ threshold: 100, for: 60 }), 120, 0);
    expect(life.evaluate(new AlertCondition({ threshold: 110, for: 30 }), 120, 30)).toBe('firing');
    expect(life.since).toBe(0);
  });

  const wrong: readonly [string, AlertConditionOptions, RegExp][] = [
    ['a threshold that is no number', { threshold: NaN }, /^rule\.threshold must be a number/],
    ['a negative wait', { threshold: 1, for: -1 }, /^rule\.for must be a number of 0 or more/],
    [
      'a recovery beyond the threshold',
      { threshold: 1, recovery: 2 },
      /^rule\.recovery must be at most/,
    ],
    [
      'more bad rounds than rounds',
      { threshold: 1, ofLast: { bad: 6, of: 5 } },
      /^rule\.ofLast\.bad must be a whole number from 1 to 5/,
    ],
    [
      'a recovery beyond a lower threshold',
      { threshold: 1, bad: 'below', recovery: 0 },
      /^rule\.recovery must be at least the threshold of 1/,
    ],
  ];
  for (const [what, options, message] of wrong) {
    it(`refuses ${what}`, () => {
      expect(() => new AlertCondition(options)).toThrowError(message);
    });
  }
});
