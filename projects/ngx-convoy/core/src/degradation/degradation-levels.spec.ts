import { ConfigurationError } from '../errors';
import type { DegradationLevel } from './degradation-levels';
import { evaluateDegradation, validateDegradationLevels } from './degradation-levels';

describe('degradation levels', () => {
  const levels: readonly DegradationLevel[] = [
    { level: 0, services: ['catalog', 'pricing', 'recommendations'], features: ['all'] },
    { level: 1, services: ['catalog', 'pricing'], features: ['browse', 'buy'] },
    { level: 2, services: ['catalog'], features: ['browse'] },
    { level: 9, services: ['archive'], features: [] },
  ];

  const rows: readonly (readonly [available: readonly string[], level: number])[] = [
    [['catalog', 'pricing', 'recommendations'], 0],
    [['catalog', 'pricing'], 1],
    [['catalog', 'recommendations'], 2],
    [['pricing', 'recommendations'], 9],
    [[], 9],
  ];
  for (const [available, level] of rows) {
    it(`is ${level} when ${available.join(', ') || 'nothing'} is there`, () => {
      const reached = evaluateDegradation(levels, (service) => available.includes(service));
      expect(reached.level).toBe(level);
    });
  }

  const wrong: readonly (readonly [why: string, levels: readonly number[]])[] = [
    ['none', []],
    ['one twice', [0, 1, 1]],
    ['a descending one', [1, 0]],
    ['a broken one', [0.5]],
    ['a negative one', [-1]],
  ];
  for (const [why, list] of wrong) {
    it(`are refused at start-up with ${why}`, () => {
      const levels = list.map((level) => ({ level, services: [], features: [] }));
      expect(() => validateDegradationLevels(levels)).toThrowError(ConfigurationError);
    });
  }

  it('are handed back when they are good', () => {
    expect(validateDegradationLevels(levels)).toBe(levels);
  });

  it('have no answer without any level', () => {
    expect(() => evaluateDegradation([], () => true)).toThrowError(ConfigurationError);
  });
});
