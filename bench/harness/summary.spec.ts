import type { Place, Target, TimeCase } from './suite.ts';
import { summarise } from './summary.ts';
import type { Reading, Row } from './summary.ts';

describe('summing readings up', () => {
  function rowsOf(
    readings: readonly Reading[],
    place: Place = 'node',
    targets: readonly Target[] = [],
  ): Readonly<Record<string, Row>> {
    const subject: TimeCase = {
      kind: 'time',
      name: 'a case',
      baseline: 'bare',
      contenders: ['bare', 'ours', 'theirs'].map((name) => ({ name, run: () => undefined })),
      targets,
    };
    const rows = summarise('a suite', subject, place, readings);
    return Object.fromEntries(rows.map((row) => [row.contender, row]));
  }

  function together(...samples: readonly (readonly [string, readonly number[]])[]): Reading {
    return { samples: samples.map(([contender, values]) => ({ contender, values })) };
  }

  const quiet = together(['bare', [10, 10, 10]], ['ours', [20, 20, 20]], ['theirs', [40, 40, 40]]);

  it('takes ratios within a round, so that what slows a round down for all changes nothing', () => {
    const disturbed = together(
      ['bare', [10, 100, 10]],
      ['ours', [20, 200, 20]],
      ['theirs', [40, 400, 40]],
    );
    const { ours, theirs } = rowsOf([disturbed]);
    expect(ours?.ratio).toBe(2);
    expect(theirs?.ratio).toBe(4);
  });

  it('takes the median over the processes', () => {
    const odd = together(['bare', [10, 10, 10]], ['ours', [90, 90, 90]], ['theirs', [40, 40, 40]]);
    const { ours } = rowsOf([quiet, odd, quiet]);
    expect(ours?.ratio).toBe(2);
    expect(ours?.median).toBe(20);
    expect(ours?.processes).toBe(3);
    expect(ours?.p90).toBe(90);
  });

  it('compares medians of processes where each contender was alone', () => {
    const readings = [
      together(['bare', [10, 12, 11]]),
      together(['ours', [22, 22, 400]]),
      together(['theirs', [44, 44, 44]]),
    ];
    const { ours } = rowsOf(readings, 'node alone');
    expect(ours?.ratio).toBe(2);
    expect(ours?.processes).toBe(1);
  });

  it('reports the young generation that each had', () => {
    const readings = [
      { ...together(['bare', [10]]), semiSpace: 2 ** 20 },
      { ...together(['ours', [20]]), semiSpace: 2 ** 24 },
      together(['theirs', [40]]),
    ];
    const { bare, ours, theirs } = rowsOf(readings, 'node alone');
    expect([bare?.semiSpace, ours?.semiSpace, theirs?.semiSpace]).toEqual([
      2 ** 20,
      2 ** 24,
      undefined,
    ]);
  });

  it('judges what was wanted: against another, in the unit, and after taking something off', () => {
    const { ours } = rowsOf([quiet], 'node', [
      { contender: 'ours', atMost: 0.5, of: 'theirs' },
      { contender: 'ours', atMost: 0.4, of: 'theirs' },
      { contender: 'ours', atMost: 15 },
      { contender: 'ours', atMost: 15, minus: 'bare' },
    ]);
    expect(ours?.targets.map(({ value, unit, met }) => [value, unit, met])).toEqual([
      [0.5, 'x', true],
      [0.5, 'x', false],
      [20, 'ns', false],
      [10, 'ns', true],
    ]);
  });

  it('judges only where it was wanted', () => {
    const targets: readonly Target[] = [{ contender: 'ours', atMost: 1, places: ['chromium'] }];
    expect(rowsOf([quiet], 'node', targets)['ours']?.targets).toEqual([]);
    expect(rowsOf([quiet], 'chromium', targets)['ours']?.targets.length).toBe(1);
  });

  it('never takes a missing reading for a good one', () => {
    const { ours } = rowsOf([together(['bare', [10]])], 'node', [
      { contender: 'ours', atMost: 1, of: 'bare' },
    ]);
    expect(ours?.median).toBeNaN();
    expect(ours?.targets[0]?.met).toBeFalse();
  });

  it('refuses a comparison with nobody', () => {
    const against = (target: Target) => () => rowsOf([quiet], 'node', [target]);
    expect(against({ contender: 'ours', atMost: 1, of: 'nobody' })).toThrowError(/nobody/);
    expect(against({ contender: 'nobody', atMost: 1 })).toThrowError(/nobody/);
  });
});
