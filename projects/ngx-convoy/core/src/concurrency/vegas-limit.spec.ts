import { VegasLimit, type VegasLimitOptions } from './vegas-limit';

describe('VegasLimit', () => {
  function setUp(options: VegasLimitOptions = {}, draw = 1) {
    const limit = new VegasLimit({ initial: 20, ...options }, () => draw);
    /** Samples with all places taken, unless said otherwise. */
    const sample = (rttMs: number, inFlight = limit.limit) => {
      limit.onSample({ rttMs, inFlight, dropped: false, now: 0 });
      return limit.limit;
    };
    const drop = () => {
      limit.onSample({ rttMs: 0, inFlight: 1, dropped: true, now: 0 });
      return limit.limit;
    };
    return { limit, sample, drop };
  }

  const rows: readonly (readonly [title: string, rttMs: number, limit: number])[] = [
    ['grows fast while nothing queues', 100, 26],
    ['grows fast while a single call queues', 105, 26],
    ['grows by a step while few queue', 110, 21],
    ['stays while some calls queue', 120, 20],
    ['stays while no more than beta queue', 142, 20],
    ['shrinks by a step when more than that queue', 144, 19],
  ];
  for (const [title, rttMs, limit] of rows) {
    it(title, () => {
      const { sample } = setUp();
      sample(100);
      expect(sample(rttMs)).toBe(limit);
    });
  }

  it('grows and shrinks at other lengths of the queue when told so', () => {
    const { sample } = setUp({ alpha: 6, beta: 8 });
    sample(100);
    // Five queue, then eight, then nine.
    expect(sample(133)).toBe(21);
    expect(sample(161)).toBe(21);
    expect(sample(173)).toBe(20);
  });

  it('lets more calls queue when it is great', () => {
    const { sample } = setUp({ initial: 200, max: 1_000 });
    sample(100);
    expect(sample(102.3)).toBe(202);
  });

  it('moves in greater steps when it is great', () => {
    const { sample, drop } = setUp({ initial: 200, max: 1_000 });
    sample(100);
    expect(sample(100)).toBe(212);
    expect(drop()).toBe(210);
  });

  it('does not grow while less than half of it is used', () => {
    const { sample } = setUp();
    sample(100);
    expect(sample(100, 9)).toBe(20);
    expect(sample(100, 10)).toBe(26);
  });

  it('shrinks with a drop, and takes no speed from it', () => {
    const { sample, drop } = setUp();
    sample(100);
    expect(drop()).toBe(19);
    expect(sample(100)).toBe(25);
  });

  it('learns of a faster answer without moving', () => {
    const { sample } = setUp();
    sample(100);
    expect(sample(50)).toBe(20);
    expect(sample(100)).toBe(19);
  });

  it('measures the fastest answer anew from time to time', () => {
    const { sample } = setUp({ probeMultiplier: 1 }, 0.5);
    sample(100);
    for (let i = 2; i <= 14; i++) sample(200, 1);
    // 0.75 * 1 * 20: the fifteenth sample is the new measure, whatever it is.
    expect(sample(200)).toBe(20);
    expect(sample(200)).toBe(26);
  });

  it('goes by the fastest answer it ever saw until then', () => {
    const { sample } = setUp();
    sample(100);
    for (let i = 2; i <= 15; i++) sample(200, 1);
    expect(sample(200)).toBe(19);
  });

  it('makes only a part of a change at once when it is smoothed', () => {
    const { sample } = setUp({ smoothing: 0.5 });
    sample(100);
    expect(sample(100)).toBe(23);
  });

  it('takes answers within one millisecond for equally fast', () => {
    const { sample } = setUp();
    sample(0);
    expect(sample(1)).toBe(26);
  });

  it('stays within its bounds', () => {
    const { sample, drop } = setUp({ min: 4, max: 30 });
    for (let i = 0; i < 10; i++) sample(100);
    expect(sample(100)).toBe(30);
    for (let i = 0; i < 40; i++) drop();
    expect(drop()).toBe(4);
  });
});
