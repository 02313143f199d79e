import { seededRandom } from 'ngx-convoy/testing';
import vectors from '../conformance/resilience-vectors.json';
import { ConfigurationError } from '../errors';
import { AdaptiveThrottle, type AdaptiveThrottleOptions } from './adaptive-throttle';

describe('AdaptiveThrottle', () => {
  function after(accepted: number, refused: number, options: AdaptiveThrottleOptions = {}) {
    const throttle = new AdaptiveThrottle(options);
    for (let i = 0; i < accepted; i++) throttle.record(true, 0);
    for (let i = 0; i < refused; i++) throttle.record(false, 0);
    return throttle;
  }

  const rows: readonly (readonly [accepted: number, refused: number, probability: number])[] = [
    [0, 0, 0],
    [10, 0, 0],
    [5, 5, 0],
    [5, 6, 1 / 12],
    [0, 9, 0],
    [0, 10, 0.9],
    [25, 75, 50 / 101],
    [0, 100, 0.9],
  ];
  for (const [accepted, refused, probability] of rows) {
    it(`holds back ${probability} when ${accepted} calls were accepted and ${refused} were not`, () => {
      expect(after(accepted, refused).probability(0)).toBeCloseTo(probability, 12);
    });
  }

  interface Vector {
    readonly id: string;
    readonly params: { readonly successThreshold: number; readonly maxRejection: number };
    readonly steps: readonly [
      { executions: number; successes: number; rejectionRate: number; tolerance: number },
    ];
  }
  const golden = vectors.vectors.filter(({ algo }) => algo === 'throttle') as unknown as Vector[];
  it('is tested by six golden vectors', () => {
    expect(golden.length).toBe(6);
  });
  for (const { id, params, steps } of golden) {
    it(`says what failsafe-go says: ${id}`, () => {
      const [{ executions, successes, rejectionRate, tolerance }] = steps;
      const throttle = after(successes, executions - successes, {
        k: 1 / params.successThreshold,
        maxProbability: params.maxRejection,
      });
      expect(Math.abs(throttle.probability(0) - rejectionRate)).toBeLessThan(tolerance);
    });
  }

  it('holds nothing back before there are enough calls, except on the ramp after a recovery', () => {
    expect(after(0, 2, { minimumCalls: 3 }).probability(0)).toBe(0);
    expect(after(0, 3, { minimumCalls: 3 }).probability(0)).toBe(3 / 4);
    expect(after(0, 1, { minimumCalls: 0 }).probability(0)).toBe(1 / 2);
    const throttle = new AdaptiveThrottle({ minimumCalls: 100 });
    throttle.seed(2, 0);
    expect(throttle.probability(0)).toBeCloseTo(0.5);
    for (let i = 0; i < 20; i++) throttle.record(true, 0);
    expect(throttle.probability(0)).toBe(0);
    for (let i = 0; i < 60; i++) throttle.record(false, 0);
    expect(throttle.probability(0)).toBe(0);
  });

  it('does not hold back a page that opens with many calls at once', () => {
    const throttle = new AdaptiveThrottle();
    const random = seededRandom(1);
    for (let i = 0; i < 50; i++) expect(throttle.admit(random, 0)).toBe(true);
  });

  it('holds back the share that it says, and counts what it holds back', () => {
    const throttle = after(20, 60);
    expect(throttle.probability(0)).toBeCloseTo(40 / 81, 12);
    expect(throttle.admit(() => 40 / 81, 0)).toBe(true);
    expect(throttle.admit(() => 0.49, 0)).toBe(false);
    expect(throttle.probability(0)).toBeCloseTo(41 / 82, 12);
  });

  it('draws nothing while the service accepts everything', () => {
    const random = jasmine.createSpy('random');
    expect(after(10, 0).admit(random, 0)).toBe(true);
    expect(random).not.toHaveBeenCalled();
  });

  it('lets through about what an overloaded service can take', () => {
    const throttle = new AdaptiveThrottle();
    const random = seededRandom(5);
    let sent = 0;
    let accepted = 0;
    // 20 calls a second for ten minutes; the service takes on 4 of them.
    for (let second = 0; second < 600; second++) {
      let capacity = 4;
      for (let call = 0; call < 20; call++) {
        const now = second * 1_000 + call * 50;
        if (!throttle.admit(random, now)) continue;
        const accepts = capacity-- > 0;
        throttle.record(accepts, now);
        if (second < 200) continue;
        sent++;
        if (accepts) accepted++;
      }
    }
    expect(accepted).toBeGreaterThan(1_500);
    // k = 2: it is asked for at most twice what it takes on.
    expect(sent / accepted).toBeGreaterThan(1.5);
    expect(sent / accepted).toBeLessThan(2.2);
  });

  it('forgets what is older than its window, also after an idle night', () => {
    const throttle = after(0, 50);
    expect(throttle.probability(109_999)).toBe(0.9);
    expect(throttle.probability(120_000)).toBe(0);
    expect(after(0, 50).probability(8 * 3_600_000)).toBe(0);
  });

  it('keeps what it knows when the clock is set back', () => {
    const throttle = after(0, 50);
    expect(throttle.probability(-3_600_000)).toBe(0.9);
  });

  describe('seeded after a break', () => {
    it('starts at the share it is given, and goes down with each call that is accepted', () => {
      const throttle = after(0, 500);
      throttle.seed(2, 1_000);
      const shares = [throttle.probability(1_000)];
      for (let i = 0; i < 5; i++) {
        throttle.record(true, 1_000);
        shares.push(throttle.probability(1_000));
      }
      expect(shares.map((share) => Math.round(share * 100))).toEqual([50, 36, 25, 15, 7, 0]);
    });

    it('takes longer the more it stands on', () => {
      const ramp = (accepts: number): number => {
        const throttle = new AdaptiveThrottle();
        throttle.seed(accepts, 0);
        let calls = 0;
        for (; throttle.probability(0) > 0; calls++) throttle.record(true, 0);
        return calls;
      };
      expect([ramp(0), ramp(2), ramp(10)]).toEqual([1, 5, 21]);
    });

    it('ends with the window, even if nobody calls', () => {
      const throttle = new AdaptiveThrottle();
      throttle.seed(10, 0, 0.8);
      expect(throttle.probability(100_000)).toBeCloseTo(0.8, 1);
      expect(throttle.probability(120_000)).toBe(0);
    });

    it('holds nothing back when asked for a share of 0', () => {
      const throttle = after(0, 50);
      throttle.seed(3, 0, 0);
      expect(throttle.probability(0)).toBe(0);
    });
  });

  const wrong: readonly (readonly [option: string, act: () => unknown])[] = [
    ['k', () => new AdaptiveThrottle({ k: 0.9 })],
    ['window', () => new AdaptiveThrottle({ window: 0 })],
    ['maxProbability', () => new AdaptiveThrottle({ maxProbability: 1.1 })],
    ['accepts', () => new AdaptiveThrottle().seed(-1, 0)],
    ['accepts', () => new AdaptiveThrottle().seed(1.5, 0)],
    ['probability', () => new AdaptiveThrottle().seed(1, 0, 0.95)],
    ['probability', () => new AdaptiveThrottle({ maxProbability: 1 }).seed(1, 0, 1)],
  ];
  for (const [option, act] of wrong) {
    it(`names ${option} when it is out of range: ${act.toString().slice(6)}`, () => {
      expect(act).toThrowMatching(
        (error) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
});
