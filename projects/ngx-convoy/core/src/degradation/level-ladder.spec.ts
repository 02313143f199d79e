import * as fc from 'fast-check';
import { ConfigurationError } from '../errors';
import { LevelLadder } from './level-ladder';

const rungs = [0, 1, 2, 3];
const PERIOD = 30_000;

describe('LevelLadder', () => {
  it('goes up at once, over any number of rungs', () => {
    const ladder = new LevelLadder({ rungs });
    expect(ladder.look(0, 0)).toBe(0);
    expect(ladder.look(3, 1)).toBe(3);
    expect(ladder.lookAgainAt).toBeUndefined();
  });

  it('goes down one rung after each 30 s in which less was called for', () => {
    const ladder = new LevelLadder({ rungs });
    ladder.look(3, 0);
    expect(ladder.look(1, 1_000)).toBe(3);
    expect(ladder.lookAgainAt).toBe(1_000 + PERIOD);
    expect(ladder.look(1, 999 + PERIOD)).toBe(3);
    expect(ladder.look(1, 1_000 + PERIOD)).toBe(2);
    expect(ladder.look(1, 1_000 + 2 * PERIOD)).toBe(1);
    expect(ladder.lookAgainAt).toBeUndefined();
  });

  it('waits anew when things were as bad again, if only for a moment', () => {
    const ladder = new LevelLadder({ rungs });
    ladder.look(2, 0);
    ladder.look(0, 1);
    ladder.look(2, PERIOD);
    ladder.look(0, PERIOD + 1);
    expect(ladder.look(0, 2 * PERIOD)).toBe(2);
    expect(ladder.look(0, 2 * PERIOD + 1)).toBe(1);
  });

  it('takes one step when a tab wakes up, however long it has slept', () => {
    const ladder = new LevelLadder({ rungs });
    ladder.look(3, 0);
    ladder.look(0, 1);
    expect(ladder.look(0, 100 * PERIOD)).toBe(2);
    expect(ladder.lookAgainAt).toBe(101 * PERIOD);
  });

  it('does not wait longer because the clock was set back', () => {
    const ladder = new LevelLadder({ rungs });
    ladder.look(1, 1_000_000);
    ladder.look(0, 1_000_000);
    ladder.look(0, 0);
    expect(ladder.look(0, PERIOD)).toBe(0);
  });

  it('steps over numbers that are no levels', () => {
    const ladder = new LevelLadder({ rungs: [0, 4, 9], stableFor: 1 });
    ladder.look(9, 0);
    ladder.look(0, 1);
    expect([ladder.look(0, 2), ladder.look(0, 3)]).toEqual([4, 0]);
  });

  it('goes down at once when it need not wait', () => {
    const ladder = new LevelLadder({ rungs: [0, 1], stableFor: 0 });
    ladder.look(1, 0);
    expect(ladder.look(0, 0)).toBe(0);
  });

  it('refuses a patience below zero', () => {
    expect(() => new LevelLadder({ rungs, stableFor: -1 })).toThrowError(ConfigurationError);
  });

  describe('whatever happens', () => {
    const stableFor = 100;
    const looks = fc.array(
      fc.record({ called: fc.integer({ min: 0, max: 3 }), wait: fc.integer({ min: 0, max: 250 }) }),
      { maxLength: 80 },
    );

    /** Plays it, and tells each level with its time. */
    function play(input: readonly { called: number; wait: number }[]) {
      const ladder = new LevelLadder({ rungs, stableFor });
      let now = 0;
      return input.map(({ called, wait }) => {
        now += wait;
        const before = ladder.level;
        return { now, called, before, level: ladder.look(called, now) };
      });
    }

    it('takes at most one step down in a stable period, and of one rung only', () => {
      fc.assert(
        fc.property(looks, (input) => {
          const steps = play(input).filter(({ before, level }) => level < before);
          steps.forEach(({ before, level, now }, index) => {
            expect(before - level).toBe(1);
            const previous = steps[index - 1]?.now ?? -Infinity;
            expect(now - previous).toBeGreaterThanOrEqual(stableFor);
          });
        }),
      );
    });

    it('never offers more than what is called for', () => {
      fc.assert(
        fc.property(looks, (input) => {
          for (const { called, level } of play(input)) expect(level).toBeGreaterThanOrEqual(called);
        }),
      );
    });

    it('goes down only when less was called for during the whole period before', () => {
      fc.assert(
        fc.property(looks, (input) => {
          const story = play(input);
          story.forEach(({ before, level, now }, index) => {
            if (level >= before) return;
            const within = story.slice(0, index).filter((look) => look.now > now - stableFor);
            expect(within.every(({ called }) => called < before)).toBeTrue();
          });
        }),
      );
    });

    it('arrives where it is called to, once that stays', () => {
      fc.assert(
        fc.property(looks, fc.integer({ min: 0, max: 3 }), (input, last) => {
          const calm = Array.from({ length: 8 }, () => ({ called: last, wait: stableFor }));
          expect(play([...input, ...calm]).at(-1)?.level).toBe(last);
        }),
      );
    });
  });
});
