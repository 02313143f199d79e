import fc from 'fast-check';
import type { CallWindow } from './call-window';
import { CountWindow } from './count-window';
import { lastCalls } from './last-calls';
import { TimeWindow } from './time-window';
import { loadWindow, saveWindow } from './window-content';

/** `pause`: milliseconds that pass before the call. */
const calls = fc.array(
  fc.record({ failed: fc.boolean(), slow: fc.boolean(), pause: fc.nat(700) }),
  { maxLength: 200, size: 'max' },
);

function recount(
  calls: readonly { readonly failed: boolean; readonly slow: boolean }[],
): readonly number[] {
  return [
    calls.length,
    calls.filter(({ failed }) => failed).length,
    calls.filter(({ slow }) => slow).length,
  ];
}

function totals({ total, failed, slow }: CallWindow): readonly number[] {
  return [total, failed, slow];
}

describe('CountWindow', () => {
  it('holds the last calls, as a recount of them says', () => {
    const property = fc.property(fc.integer({ min: 1, max: 40 }), calls, (size, all) => {
      const window = new CountWindow(size);
      all.forEach(({ failed, slow }, i) => {
        window.record(failed, slow);
        expect(totals(window)).toEqual(recount(all.slice(Math.max(0, i + 1 - size), i + 1)));
      });
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('does not care how long ago a call was, and forgets all when cleared', () => {
    const window = new CountWindow(3);
    window.record(true, true);
    window.expire();
    expect(totals(window)).toEqual([1, 1, 1]);
    window.clear(0);
    expect(totals(window)).toEqual([0, 0, 0]);
    window.record(false, true);
    for (let i = 0; i < 4; i++) window.record(false, false);
    expect(totals(window)).toEqual([3, 0, 0]);
  });

  it('is the same after saving and loading, and goes on alike', () => {
    const property = fc.property(fc.integer({ min: 1, max: 20 }), calls, calls, (size, a, b) => {
      const window = new CountWindow(size);
      for (const { failed, slow } of a) window.record(failed, slow);
      const copy = new CountWindow(size);
      expect(loadWindow(copy, saveWindow(window), 0)).toBe(true);
      for (const { failed, slow } of b) {
        window.record(failed, slow);
        copy.record(failed, slow);
      }
      expect(totals(copy)).toEqual(totals(window));
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('refuses to load what it cannot have saved, and is empty then', () => {
    const window = new CountWindow(2);
    for (const saved of [
      [0, 0, 0],
      [2, 0, 0, 0, 0, 0],
      [1, 0, 0, 0, 1, 0],
      [1, 0.5, 0, 0, 0, 0],
    ]) {
      window.record(true, false);
      expect(loadWindow(window, saved, 0)).toBe(false);
      expect(totals(window)).toEqual([0, 0, 0]);
    }
  });
});

describe('TimeWindow', () => {
  it('holds the calls of its buckets, as a recount says, whenever it is read', () => {
    const property = fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 500 }),
      calls,
      (buckets, length, all) => {
        const window = new TimeWindow(buckets * length, buckets);
        const log: { bucket: number; failed: boolean; slow: boolean }[] = [];
        let now = 1_000_000;
        for (const { failed, slow, pause } of all) {
          now += pause;
          const newest = Math.floor(now / length);
          const kept = (): typeof log => log.filter(({ bucket }) => bucket > newest - buckets);
          window.expire(now);
          expect(totals(window)).toEqual(recount(kept()));
          window.record(failed, slow, now);
          log.push({ bucket: newest, failed, slow });
          expect(totals(window)).toEqual(recount(kept()));
        }
      },
    );
    fc.assert(property, { numRuns: 50 });
  });

  it('drops a bucket when its start is a whole window ago, and not a millisecond before', () => {
    const window = new TimeWindow(10_000, 10);
    window.record(true, false, 20_999);
    window.expire(29_999);
    expect(window.failed).toBe(1);
    window.expire(30_000);
    expect(window.failed).toBe(0);
  });

  it('begins a new bucket with a call at the very end of the old one', () => {
    const window = new TimeWindow(1_000, 1);
    window.record(true, false, 0);
    window.record(true, false, 1_000);
    expect(totals(window)).toEqual([1, 1, 0]);
  });

  it('has forgotten for good what was cleared', () => {
    const window = new TimeWindow(1_000, 10);
    for (let now = 0; now < 1_000; now += 100) window.record(true, true, now);
    window.clear(950);
    window.record(false, false, 960);
    expect(totals(window)).toEqual([1, 0, 0]);
    window.expire(5_000);
    expect(totals(window)).toEqual([0, 0, 0]);
  });

  it('holds nothing of before a night of sleep', () => {
    const window = new TimeWindow(60_000);
    for (let now = 0; now < 60_000; now += 100) window.record(true, true, now);
    window.expire(8 * 3_600_000);
    expect(totals(window)).toEqual([0, 0, 0]);
  });

  it('counts a result with a slightly older time stamp as one of now', () => {
    const window = new TimeWindow(1_000, 10);
    window.record(false, false, 5_000);
    window.record(true, false, 4_990);
    expect(totals(window)).toEqual([2, 1, 0]);
    window.expire(5_900);
    expect(totals(window)).toEqual([2, 1, 0]);
    window.expire(6_000);
    expect(totals(window)).toEqual([0, 0, 0]);
  });

  it('keeps what it holds when the clock is set back, and drops it in time by the new one', () => {
    const window = new TimeWindow(1_000, 10);
    window.record(true, false, 7_200_000);
    window.record(true, false, 7_200_500);
    window.record(true, false, 50);
    expect(window.failed).toBe(3);
    window.expire(499);
    expect(window.failed).toBe(3);
    window.expire(500);
    expect(window.failed).toBe(2);
    window.expire(1_000);
    expect(window.failed).toBe(0);
  });

  it('never counts wrong under jumps of the clock, and is empty after a window without calls', () => {
    const jump = fc.record({
      failed: fc.boolean(),
      slow: fc.boolean(),
      pause: fc.integer({ min: -5_000, max: 5_000 }),
    });
    const property = fc.property(fc.array(jump, { maxLength: 100, size: 'max' }), (all) => {
      const window = new TimeWindow(1_000, 10);
      let now = 0;
      let recorded = 0;
      for (const { failed, slow, pause } of all) {
        now += pause;
        window.record(failed, slow, now);
        recorded++;
        const [total = NaN, failures = NaN, slowOnes = NaN] = totals(window);
        expect(Math.min(failures, slowOnes)).toBeGreaterThanOrEqual(0);
        expect(Math.max(failures, slowOnes)).toBeLessThanOrEqual(total);
        expect(total).toBeLessThanOrEqual(recorded);
      }
      window.expire(now + 1_100);
      expect(totals(window)).toEqual([0, 0, 0]);
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('is the same after saving and loading, and ages alike', () => {
    const property = fc.property(calls, fc.nat(3_000), (all, later) => {
      const window = new TimeWindow(2_000, 8);
      let now = 500_000;
      for (const { failed, slow, pause } of all) {
        now += pause;
        window.record(failed, slow, now);
      }
      const copy = new TimeWindow(2_000, 8);
      expect(loadWindow(copy, saveWindow(window), now)).toBe(true);
      window.expire(now + later);
      copy.expire(now + later);
      expect(totals(copy)).toEqual(totals(window));
    });
    fc.assert(property, { numRuns: 100 });
  });

  it('refuses to load what it cannot have saved, and is empty then', () => {
    const window = new TimeWindow(1_000, 2);
    window.record(true, false, 0);
    expect(loadWindow(window, [1, 0, 0], 0)).toBe(false);
    expect(loadWindow(window, [1, 0, 0, 1, 2, 0], 0)).toBe(false);
    expect(totals(window)).toEqual([0, 0, 0]);
  });
});

describe('lastCalls', () => {
  it('is a count window that remembers so many calls', () => {
    const window = lastCalls(2)();
    for (const failed of [true, false, false]) window.record(failed, false);
    expect(totals(window)).toEqual([2, 0, 0]);
  });

  for (const calls of [0, 2.5, 1_000_001, NaN]) {
    it(`refuses ${calls}`, () => {
      expect(lastCalls(calls)).toThrowError(/^calls must be/);
    });
  }
});
