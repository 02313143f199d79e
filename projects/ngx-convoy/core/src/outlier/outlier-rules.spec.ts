import { setUp } from './outlier-scene.spec';
import type { OutlierOptions } from './outlier-options';

describe('the rules of an OutlierDetector', () => {
  describe('by success rate', () => {
    /** All succeed 19 times of 20, but for the last one. */
    function withOneWorse(count: number, failed: number, options: OutlierOptions = {}) {
      const rules = { failureRate: false, consecutiveFailures: false } as const;
      const scene = setUp(count, { ...rules, ...options });
      const ids = 'abcdefghij'.slice(0, count);
      for (const id of ids.slice(0, -1)) scene.record(id, 19, 1);
      scene.record(ids.slice(-1), 20 - failed, failed);
      return scene;
    }

    it('ejects an instance that is far below the others', () => {
      const { outAfterLook, ejections } = withOneWorse(6, 8);
      expect(outAfterLook()).toBe('f');
      expect(ejections[0]?.reason).toBe('60 % of its calls succeed, 89 % on average');
    });

    it('looks only once in an interval', () => {
      const { clock, out } = withOneWorse(6, 8);
      clock.advance(9_999);
      expect(out()).toBe('');
      clock.advance(1);
      expect(out()).toBe('f');
    });

    it('compares nothing below five instances: none of four can lie that far out', () => {
      expect(withOneWorse(4, 20).outAfterLook()).toBe('');
      expect(withOneWorse(5, 20).outAfterLook()).toBe('e');
    });

    it('compares nothing below the instances that it is told, however far out one lies', () => {
      const successRate = { deviations: 0.5 };
      expect(withOneWorse(4, 20, { successRate }).outAfterLook()).toBe('');
      expect(
        withOneWorse(4, 20, {
          successRate: { ...successRate, minimumInstances: 4 },
        }).outAfterLook(),
      ).toBe('d');
    });

    it('does nothing when it is switched off', () => {
      expect(withOneWorse(6, 20, { successRate: false }).outAfterLook()).toBe('');
    });

    it('leaves everybody in who is about as good as the others', () => {
      const { record, outAfterLook } = setUp(6, { failureRate: false });
      for (let i = 0; i < 6; i++) record('abcdef'.charAt(i), 20 - i, i);
      expect(outAfterLook()).toBe('');
    });

    for (const [succeeded, failed] of [
      [7, 3],
      [9, 1],
      [3, 8],
      [0, 20],
    ] as const) {
      it(`leaves everybody in when all are equally bad: ${failed} of ${succeeded + failed}`, () => {
        for (let count = 5; count <= 10; count++) {
          const { record, outAfterLook } = setUp(count, {
            failureRate: false,
            consecutiveFailures: false,
          });
          for (const id of 'abcdefghij'.slice(0, count)) record(id, succeeded, failed);
          expect(outAfterLook()).toBe('');
        }
      });
    }

    it('does not compare an instance with too few calls', () => {
      const { record, outAfterLook } = setUp(6, { failureRate: false });
      for (const id of 'abcde') record(id, 20);
      record('f', 5, 4);
      expect(outAfterLook()).toBe('');
      record('f', 1);
      expect(outAfterLook()).toBe('f');
    });

    it('is as patient as its deviations say', () => {
      const successRate = { deviations: 2.2 };
      expect(withOneWorse(5, 20, { successRate }).outAfterLook()).toBe('');
      expect(withOneWorse(6, 20, { successRate }).outAfterLook()).toBe('f');
    });
  });

  describe('by failure rate', () => {
    it('ejects an instance that fails at least 85 % of at least ten calls', () => {
      const { record, outAfterLook, ejections } = setUp(2, { consecutiveFailures: false });
      record('a', 3, 17);
      record('b', 20);
      expect(outAfterLook()).toBe('a');
      expect(ejections[0]?.reason).toBe('17 of 20 calls failed');
    });

    it('leaves one in that fails less, or was called less', () => {
      const { record, outAfterLook } = setUp(2, { consecutiveFailures: false });
      record('a', 4, 16);
      record('b', 0, 9);
      expect(outAfterLook()).toBe('');
    });

    it('believes a rate of ten calls', () => {
      const { record, outAfterLook } = setUp(2, { consecutiveFailures: false });
      record('b', 1, 9);
      expect(outAfterLook()).toBe('b');
    });

    it('rests with a single instance', () => {
      const { record, outAfterLook } = setUp(1, { failureRate: { minimumInstances: 1 } });
      record('a', 0, 50);
      expect(outAfterLook()).toBe('');
    });

    it('forgets what is older than the window, even when nobody looks', () => {
      const { clock, record, out } = setUp(2, { consecutiveFailures: false });
      record('a', 0, 20);
      clock.advance(60_000);
      expect(out()).toBe('');
    });
  });
});
