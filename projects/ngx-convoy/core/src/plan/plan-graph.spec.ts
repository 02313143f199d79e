import { ConfigurationError } from '../errors';
import { dag } from './dag';
import { parallel } from './parallel';
import { InvalidPlanError } from './plan-errors';
import { race } from './race';
import { sequential } from './sequential';
import { task } from './task';

/** A step whose types are not known, as in a plan that is read from somewhere. */
function step(...needs: string[]) {
  return task(needs, (results: Record<string, unknown>) => Object.keys(results).length);
}

describe('what is wrong with a plan is found when it is written down', () => {
  const rows: readonly { title: string; plan: () => unknown; words: string }[] = [
    {
      title: 'two tasks that need each other',
      plan: () => dag({ a: step('b'), b: step('a') }),
      words: 'a -> b -> a is a cycle',
    },
    {
      title: 'a longer circle, without those that only lead to it',
      plan: () => dag({ x: step('b'), a: step(), b: step('c', 'a'), c: step('d'), d: step('b') }),
      words: ': b -> c -> d -> b is a cycle',
    },
    {
      title: 'a task that needs itself',
      plan: () => dag({ a: step('a') }),
      words: 'a -> a is a cycle',
    },
    {
      title: 'names that nobody has, all of them',
      plan: () => dag({ a: step('usr'), b: step('a', 'x') }),
      words: "'a' needs 'usr', which is not in it; 'b' needs 'x', which is not in it",
    },
    {
      title: 'a step of a sequence that needs a later one',
      plan: () => sequential({ a: step('b'), b: step() }),
      words: 'a -> b -> a is a cycle',
    },
    {
      title: 'a name that is there already',
      plan: () => dag({ a: step() }).and({ a: step() }),
      words: "'a' is in it twice",
    },
  ];
  for (const { title, plan, words } of rows) {
    it(title, () => {
      expect(plan).toThrowError(
        InvalidPlanError,
        new RegExp(words.replaceAll(/[.*+?()[\]]/g, '\\$&')),
      );
    });
  }

  it('says the path for code, too', () => {
    try {
      dag({ a: step('b'), b: step('a') });
      fail('it was taken');
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidPlanError);
      if (error instanceof InvalidPlanError) {
        expect(error.problems).toEqual([{ kind: 'cycle', path: ['a', 'b', 'a'] }]);
      }
    }
  });

  const options = [
    [() => parallel({}, { concurrency: 0 }), /concurrency must be a whole number of 1 or more/],
    [() => parallel({}, { deadline: 0 }), /deadline must be a number greater than 0/],
    [() => dag({}, { name: 'two words' }), /name must be/],
    [() => task(() => 1, { timeout: -1 }), /timeout must be/],
    [() => task(() => 1, { priority: NaN }), /priority must be/],
    [() => race({}), /steps must be at least one step/],
    [() => sequential({ '7': step() }), /name of a step must be not a whole number/],
  ] as const;
  for (const [plan, words] of options) {
    it(`an option out of its range: ${words.source}`, () => {
      expect(plan).toThrowError(ConfigurationError, words);
    });
  }
});
