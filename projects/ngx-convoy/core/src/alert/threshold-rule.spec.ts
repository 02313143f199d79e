import { ThresholdRule, type ThresholdPhase, type ThresholdRuleOptions } from './threshold-rule';

type Step = readonly [at: number, value: number | undefined, phase: ThresholdPhase];

interface Row {
  readonly title: string;
  readonly options: ThresholdRuleOptions;
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
    title: 'takes silence as recovery, not as trouble',
    options: waiting,
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

describe('ThresholdRule', () => {
  for (const row of rows) {
    it(row.title, () => {
      const rule = new ThresholdRule(row.options);
      const phases = row.steps.map(([at, value]) => rule.evaluate(value, at));
      expect(phases).toEqual(row.steps.map(([, , phase]) => phase));
    });
  }

  it('tells when the trouble began, from the first bad value to the end of the recovery', () => {
    const rule = new ThresholdRule(waiting);
    rule.evaluate(120, 5);
    rule.evaluate(120, 15);
    rule.evaluate(50, 25);
    expect([rule.phase, rule.since]).toEqual(['recovering', 5]);

    rule.evaluate(50, 45);
    expect([rule.phase, rule.since]).toEqual(['resolved', undefined]);
  });

  const wrong: readonly [string, ThresholdRuleOptions, RegExp][] = [
    ['a threshold that is no number', { threshold: NaN }, /^rule\.threshold must be a number/],
    ['a negative wait', { threshold: 1, for: -1 }, /^rule\.for must be a number of 0 or more/],
    [
      'a recovery beyond the threshold',
      { threshold: 1, recovery: 2 },
      /^rule\.recovery must be at most/,
    ],
    [
      'a recovery beyond a lower threshold',
      { threshold: 1, bad: 'below', recovery: 0 },
      /^rule\.recovery must be at least the threshold of 1/,
    ],
  ];
  for (const [what, options, message] of wrong) {
    it(`refuses ${what}`, () => {
      expect(() => new ThresholdRule(options)).toThrowError(message);
    });
  }
});
