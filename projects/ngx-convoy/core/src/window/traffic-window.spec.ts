import fc from 'fast-check';
import type { CallOutcome } from './traffic-window';
import { TrafficWindow } from './traffic-window';

describe('TrafficWindow', () => {
  const start = 1_767_225_600_000;

  it('counts every outcome, and blames the service for all that it did not answer itself', () => {
    const window = new TrafficWindow();
    const outcomes: readonly CallOutcome[] = [
      'success',
      'success',
      'success',
      'failure',
      'rejected',
      'rejected',
      'cancelled',
      'cancelled',
    ];
    for (const outcome of outcomes) window.record(outcome, 100, start);
    window.record('fallback', 100, start);
    const { calls, successes, failures, rejected, fallbacks, cancelled, errorRate } =
      window.snapshot(start);
    expect([calls, successes, failures, rejected, fallbacks, cancelled]).toEqual([
      8, 3, 1, 2, 1, 2,
    ]);
    expect(errorRate).toBe(3 / 6);
  });

  it('measures how long the service took, not how fast we refused', () => {
    const window = new TrafficWindow();
    for (let ms = 1; ms <= 100; ms++) window.record('success', ms, start);
    for (let i = 0; i < 1_000; i++) window.record('rejected', 0, start);
    const { p50 = NaN, p95 = NaN, p99 = NaN } = window.snapshot(start);
    expect(Math.abs(p50 / 50 - 1)).toBeLessThan(0.025);
    expect(Math.abs(p95 / 95 - 1)).toBeLessThan(0.025);
    expect(Math.abs(p99 / 99 - 1)).toBeLessThan(0.025);
  });

  it('is empty before the first call and after an idle night', () => {
    const window = new TrafficWindow();
    const nothing = { calls: 0, perSecond: 0, errorRate: 0, p50: undefined };
    expect(window.snapshot(start)).toEqual(jasmine.objectContaining(nothing));
    window.record('failure', 100, start);
    expect(window.snapshot(start + 8 * 3_600_000)).toEqual(jasmine.objectContaining(nothing));
  });

  it('gives the calls a second since the first call, until the window is full', () => {
    const window = new TrafficWindow(60_000, 12);
    let now = start;
    for (; now < start + 10_000; now += 500) window.record('success', 10, now);
    expect(window.snapshot(now).perSecond).toBe(2);
    for (; now < start + 120_000; now += 500) window.record('success', 10, now);
    expect(window.snapshot(now - 1).perSecond).toBe(2);
  });

  it('agrees with a naive recount, whenever it is read', () => {
    const pauses = fc.array(fc.nat(25_000), { maxLength: 60, size: 'max' });
    const property = fc.property(pauses, (all) => {
      const window = new TrafficWindow(60_000, 12);
      const buckets: number[] = [];
      let now = start;
      for (const pause of all) {
        now += pause;
        window.record('failure', 10, now);
        buckets.push(Math.floor(now / 5_000));
        const kept = buckets.filter((bucket) => bucket > Math.floor(now / 5_000) - 12);
        expect(window.snapshot(now).failures).toBe(kept.length);
      }
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('lets old durations go with their calls', () => {
    const window = new TrafficWindow(60_000, 12);
    for (let i = 0; i < 3; i++) window.record('success', 10_000, start);
    window.record('success', 10, start + 59_999);
    expect(window.snapshot(start + 59_999).p50).toBeGreaterThan(9_000);
    const later = window.snapshot(start + 60_000);
    expect(later.calls).toBe(1);
    expect(later.p99).toBeLessThan(11);
  });

  it('goes on when the clock is set back', () => {
    const window = new TrafficWindow();
    window.record('success', 10, start);
    window.record('success', 10, start - 3_600_000);
    const { calls, perSecond } = window.snapshot(start - 3_600_000);
    expect(calls).toBe(2);
    expect(perSecond).toBe(2);
    expect(window.snapshot(start - 3_600_000 + 65_000).calls).toBe(0);
  });

  it('gives the last outcomes without their durations, in whole buckets', () => {
    const window = new TrafficWindow();
    window.record('failure', 5, start);
    window.record('success', 5, start + 20_000);
    window.record('rejected', 0, start + 24_000);
    window.record('cancelled', 5, start + 24_000);
    const now = start + 24_000;
    expect(window.recent(10_000, now)).toEqual({ successes: 1, failures: 0, rejected: 1 });
    expect(window.recent(60_000, now)).toEqual({ successes: 1, failures: 1, rejected: 1 });
    expect(window.recent(10_000, now + 90_000)).toEqual({ successes: 0, failures: 0, rejected: 0 });
  });
});
