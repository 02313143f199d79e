import { seededRandom } from 'ngx-convoy/testing';
import { ConfigurationError } from '../errors';
import type { ConcurrencyLimit, ConcurrencySample } from './concurrency-limit';
import { createConcurrencyLimit, type ConcurrencyLimitOptions } from './create-concurrency-limit';
import { Gradient2Limit } from './gradient2-limit';
import { WindowedLimit, type WindowedLimitOptions } from './windowed-limit';

describe('WindowedLimit', () => {
  function setUp(options: WindowedLimitOptions = {}) {
    const seen: Omit<ConcurrencySample, 'now'>[] = [];
    const inner = {
      limit: 20,
      onSample: ({ rttMs, inFlight, dropped }: ConcurrencySample) => {
        seen.push({ rttMs, inFlight, dropped });
      },
    };
    const limit = new WindowedLimit(inner, { samples: 4, ...options });
    const sample = (now: number, rttMs = 100, inFlight = 10) => {
      limit.onSample({ rttMs, inFlight, dropped: false, now });
    };
    const drop = (now: number) => {
      limit.onSample({ rttMs: 9_999, inFlight: 3, dropped: true, now });
    };
    return { limit, inner, seen, sample, drop };
  }

  it('hands one sample a window on: the mean duration and the most calls under way', () => {
    const { seen, sample } = setUp();
    sample(0, 100, 8);
    sample(400, 200, 12);
    sample(900, 300, 9);
    expect(seen).toEqual([]);
    sample(1_000, 400, 10);
    expect(seen).toEqual([{ rttMs: 250, inFlight: 12, dropped: false }]);
  });

  it('waits for enough samples', () => {
    const { seen, sample } = setUp();
    for (const now of [0, 1_000, 2_000]) sample(now);
    expect(seen).toEqual([]);
    sample(3_000);
    expect(seen.length).toBe(1);
  });

  it('waits for a second to pass', () => {
    const { seen, sample } = setUp();
    for (let now = 0; now < 999; now++) sample(now);
    expect(seen).toEqual([]);
    sample(1_000);
    expect(seen.length).toBe(1);
  });

  it('starts each window with its first sample', () => {
    const { seen, sample } = setUp();
    for (const now of [0, 1, 2, 1_000, 5_000, 5_001, 5_002, 5_003]) sample(now);
    expect(seen.length).toBe(1);
    sample(6_000, 100);
    expect(seen.length).toBe(2);
  });

  it('tells of a drop, and leaves its duration out', () => {
    const { seen, sample, drop } = setUp();
    sample(0, 100);
    drop(1);
    sample(2, 300);
    sample(1_000, 200);
    expect(seen).toEqual([{ rttMs: 200, inFlight: 10, dropped: true }]);
  });

  it('tells of drops when there was nothing else', () => {
    const { seen, drop } = setUp();
    for (const now of [0, 1, 2, 1_000]) drop(now);
    expect(seen).toEqual([{ rttMs: 0, inFlight: 3, dropped: true }]);
  });

  it('throws away a window that has been open for too long: what is old says nothing', () => {
    const { seen, sample } = setUp();
    sample(0, 9_000);
    for (const now of [30_001, 30_002, 30_003]) sample(now, 100);
    expect(seen).toEqual([]);
    sample(31_001, 100);
    expect(seen).toEqual([{ rttMs: 100, inFlight: 10, dropped: false }]);
  });

  it('goes on when the clock is set back', () => {
    const { seen, sample } = setUp();
    sample(10_000_000);
    for (const now of [0, 500, 1_000]) sample(now);
    expect(seen.length).toBe(1);
  });

  it('holds a limit that nobody uses near to what is used', () => {
    const { limit, sample } = setUp();
    expect(limit.limit).toBe(20);
    for (const now of [0, 1, 2, 1_000]) sample(now, 100, 3);
    expect(limit.limit).toBe(15);
    for (const now of [2_000, 2_001, 2_002, 3_000]) sample(now, 100, 15);
    expect(limit.limit).toBe(20);
  });

  it('is never held lower than its lower bound', () => {
    const { limit, sample } = setUp({ maxFactor: 1, min: 4 });
    for (const now of [0, 1, 2, 1_000]) sample(now, 100, 1);
    expect(limit.limit).toBe(4);
  });

  it('counts a window as one with a drop when more calls bring no more answers', () => {
    const { inner, seen, sample } = setUp();
    for (let window = 0; window < 12; window++) {
      inner.limit = 5 + window;
      for (const ms of [0, 1, 2, 1_000]) sample(window * 2_000 + ms, 10 * inner.limit, inner.limit);
    }
    expect(seen.map(({ dropped }) => dropped)).toEqual([
      ...new Array<boolean>(9).fill(false),
      true,
      true,
      true,
    ]);
  });

  it('does not while the limit is not used up: then it is not the limit that is to blame', () => {
    const { inner, seen, sample } = setUp();
    for (let window = 0; window < 12; window++) {
      inner.limit = 6 + window;
      for (const ms of [0, 1, 2, 1_000]) {
        sample(window * 2_000 + ms, 10 * inner.limit, inner.limit - 1);
      }
    }
    expect(seen.some(({ dropped }) => dropped)).toBe(false);
  });
});

describe('createConcurrencyLimit', () => {
  const algorithms: readonly ConcurrencyLimitOptions['algorithm'][] = [
    'gradient2',
    'vegas',
    'aimd',
  ];

  /** Ten minutes at full use of a service that takes 100 ms for up to eight calls at a time. */
  function useUp(limit: ConcurrencyLimit, perWindow: number, random = seededRandom(4)): number[] {
    const limits: number[] = [];
    for (let now = 0; now < 600_000; now += 1_000 / perWindow) {
      const inFlight = limit.limit;
      const rttMs = 100 * Math.max(1, inFlight / 8) * (0.95 + 0.1 * random());
      limit.onSample({ rttMs, inFlight, dropped: false, now });
      limits.push(limit.limit);
    }
    return limits;
  }

  it('drifts up without end when it goes by averages alone', () => {
    expect(useUp(new Gradient2Limit(), 1).at(-1)).toBe(64);
  });

  it('stays near to what the service can take at once, with the windows', () => {
    const limits = useUp(createConcurrencyLimit({ algorithm: 'gradient2' }, seededRandom(1)), 12);
    const settled = limits.slice(limits.length / 2);
    const mean = settled.reduce((sum, limit) => sum + limit, 0) / settled.length;
    expect(mean).toBeGreaterThan(6);
    expect(mean).toBeLessThan(20);
  });

  for (const algorithm of algorithms) {
    it(`${algorithm} sinks to its lower bound while every call times out`, () => {
      const limit = createConcurrencyLimit({ algorithm, initial: 40 }, seededRandom(1));
      for (let now = 0; now < 60_000; now += 100) {
        limit.onSample({ rttMs: 5_000, inFlight: limit.limit, dropped: true, now });
      }
      expect(limit.limit).toBe(2);
    });

    it(`${algorithm} grows while a service gets no slower`, () => {
      const limit = createConcurrencyLimit({ algorithm }, seededRandom(1));
      for (let now = 0; now < 300_000; now += 100) {
        limit.onSample({ rttMs: 100, inFlight: limit.limit, dropped: false, now });
      }
      expect(limit.limit).toBe(64);
    });

    it(`${algorithm} keeps its bounds in the windows, too`, () => {
      const limit = createConcurrencyLimit({ algorithm, min: 7, initial: 9, max: 9 }, () => 0.5);
      for (let now = 0; now < 60_000; now += 100) {
        limit.onSample({ rttMs: 100, inFlight: 1, dropped: true, now });
      }
      expect(limit.limit).toBe(7);
    });
  }

  const wrong: readonly (readonly [option: string, options: object])[] = [
    ['algorithm', { algorithm: 'bbr' }],
    ['min', { algorithm: 'aimd', min: 0 }],
    ['min', { algorithm: 'aimd', min: 2.5 }],
    ['max', { algorithm: 'aimd', min: 5, max: 4 }],
    ['initial', { algorithm: 'aimd', initial: 65 }],
    ['initial', { algorithm: 'aimd', initial: 1 }],
    ['backoffRatio', { algorithm: 'aimd', backoffRatio: 1 }],
    ['timeout', { algorithm: 'aimd', timeout: 0 }],
    ['alpha', { algorithm: 'vegas', alpha: 0 }],
    ['beta', { algorithm: 'vegas', alpha: 3, beta: 2 }],
    ['smoothing', { algorithm: 'vegas', smoothing: 0 }],
    ['probeMultiplier', { algorithm: 'vegas', probeMultiplier: 0 }],
    ['headroom', { algorithm: 'gradient2', headroom: -1 }],
    ['tolerance', { algorithm: 'gradient2', tolerance: 0.9 }],
    ['smoothing', { algorithm: 'gradient2', smoothing: 1.1 }],
    ['longWindow', { algorithm: 'gradient2', longWindow: 0 }],
    ['minDuration', { algorithm: 'aimd', window: { minDuration: 0 } }],
    ['maxDuration', { algorithm: 'aimd', window: { minDuration: 500, maxDuration: 499 } }],
    ['samples', { algorithm: 'aimd', window: { samples: 0 } }],
    ['maxFactor', { algorithm: 'aimd', window: { maxFactor: 0.5 } }],
  ];
  for (const [option, options] of wrong) {
    it(`names ${option} in ${JSON.stringify(options)}`, () => {
      expect(() =>
        createConcurrencyLimit(options as ConcurrencyLimitOptions, () => 0),
      ).toThrowMatching((error) => error instanceof ConfigurationError && error.option === option);
    });
  }
});
