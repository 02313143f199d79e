import { Gradient2Limit, type Gradient2LimitOptions } from './gradient2-limit';

describe('Gradient2Limit', () => {
  /** Smoothing is off, and ten answers of 100 ms have said what is usual, without moving the limit. */
  function setUp(options: Gradient2LimitOptions = {}) {
    const limit = new Gradient2Limit({ initial: 16, smoothing: 1, ...options });
    const sample = (rttMs: number, inFlight = limit.limit) => {
      limit.onSample({ rttMs, inFlight, dropped: false, now: 0 });
      return limit.limit;
    };
    const drop = () => {
      limit.onSample({ rttMs: 0, inFlight: 1, dropped: true, now: 0 });
      return limit.limit;
    };
    for (let i = 0; i < 10; i++) sample(100, 0);
    return { limit, sample, drop };
  }

  const rows: readonly (readonly [
    title: string,
    rttMs: number,
    limit: number,
    options?: Gradient2LimitOptions,
  ])[] = [
    ['grows by the square root while answers are as fast as usual', 100, 20],
    ['still grows while they are at most half slower', 150, 20],
    ['shrinks by the ratio when they are slower', 200, 15],
    ['is halved at most, headroom aside', 10_000, 10],
    ['shrinks sooner with less tolerance', 150, 13, { tolerance: 1 }],
    ['grows by the headroom that it is given', 100, 20, { headroom: 4 }],
    ['makes a fifth of the change when smoothed as by default', 100, 16, { smoothing: 0.2 }],
  ];
  for (const [title, rttMs, limit, options] of rows) {
    it(title, () => {
      expect(setUp(options).sample(rttMs)).toBe(limit);
    });
  }

  it('does not move while less than half of it is used', () => {
    const { sample } = setUp();
    expect(sample(100, 7)).toBe(16);
    expect(sample(100, 8)).toBe(20);
  });

  it('shrinks with a drop, and takes no speed from it', () => {
    const { sample, drop } = setUp();
    expect(drop()).toBe(10);
    expect(sample(100)).toBeGreaterThan(10);
  });

  it('takes what lasts for usual, by and by', () => {
    const { limit, sample } = setUp({ smoothing: 0.2, longWindow: 20 });
    for (let i = 0; i < 3; i++) sample(300);
    const squeezed = limit.limit;
    expect(squeezed).toBeLessThan(16);
    for (let i = 0; i < 60; i++) sample(300);
    expect(limit.limit).toBeGreaterThan(squeezed);
  });

  it('forgets a bad time sooner than its window says when answers are fast again', () => {
    const { sample } = setUp({ longWindow: 1_000 });
    for (let i = 0; i < 3_000; i++) sample(2_000, 0);
    for (let i = 0; i < 60; i++) sample(100, 0);
    expect(sample(400)).toBeLessThan(16);
  });

  it('can sink to its lower bound', () => {
    const { drop } = setUp();
    for (let i = 0; i < 20; i++) drop();
    expect(drop()).toBe(2);
  });

  it('cannot with the constant headroom of its model', () => {
    const { drop } = setUp({ headroom: 4 });
    for (let i = 0; i < 100; i++) drop();
    expect(drop()).toBe(8);
  });

  it('takes answers within one millisecond for equally fast', () => {
    const limit = new Gradient2Limit({ initial: 16, smoothing: 1 });
    limit.onSample({ rttMs: 0, inFlight: 16, dropped: false, now: 0 });
    expect(limit.limit).toBe(20);
  });

  it('grows no further than its upper bound', () => {
    const { sample } = setUp({ max: 18 });
    expect(sample(100)).toBe(18);
  });
});
