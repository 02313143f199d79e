import { ConfigurationError } from '../errors';
import { resolveSlowStart, warmth } from './slow-start';

describe('warmth', () => {
  const rows: readonly {
    readonly age: number;
    readonly aggression?: number;
    readonly part: number;
  }[] = [
    { age: -5, part: 0.1 },
    { age: 0, part: 0.1 },
    { age: 1_500, part: 0.1 },
    { age: 15_000, part: 0.5 },
    { age: 29_999, part: 0.99997 },
    { age: 30_000, part: 1 },
    { age: 7_500, aggression: 2, part: 0.5 },
  ];
  for (const { age, aggression, part } of rows) {
    it(`is ${part} at ${age} ms${aggression === undefined ? '' : `, aggression ${aggression}`}`, () => {
      const settings = resolveSlowStart({ aggression }, 'slowStart');
      expect(warmth(settings, age)).toBeCloseTo(part, 4);
    });
  }

  for (const options of [{ window: 0 }, { minimum: 0 }, { minimum: 2 }, { aggression: -1 }]) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => resolveSlowStart(options, 'slowStart')).toThrowError(ConfigurationError);
    });
  }
});
