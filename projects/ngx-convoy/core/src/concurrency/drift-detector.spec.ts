import { DriftDetector } from './drift-detector';

describe('DriftDetector', () => {
  /** What is said of the last window. */
  function verdict(windows: readonly (readonly [inFlight: number, rttMs: number])[]): boolean {
    const detector = new DriftDetector();
    return windows.map(([inFlight, rttMs]) => detector.observe(inFlight, rttMs)).at(-1) ?? false;
  }
  const windows = (
    count: number,
    rttOf: (inFlight: number) => number,
    inFlightOf = (i: number) => 4 + (i % 10),
  ) => Array.from({ length: count }, (_, i) => [inFlightOf(i), rttOf(inFlightOf(i))] as const);

  it('says nothing while more calls bring more answers', () => {
    expect(verdict(windows(50, () => 100))).toBe(false);
    expect(verdict(windows(50, (inFlight) => 100 + inFlight))).toBe(false);
  });

  it('notices that more calls bring fewer answers', () => {
    expect(verdict(windows(50, (inFlight) => inFlight ** 2))).toBe(true);
  });

  it('notices that more calls bring as many answers, only slower ones', () => {
    expect(verdict(windows(50, (inFlight) => 10 * inFlight))).toBe(true);
  });

  it('believes nothing before there are ten windows', () => {
    expect(verdict(windows(9, (inFlight) => inFlight ** 2))).toBe(false);
    expect(verdict(windows(10, (inFlight) => inFlight ** 2))).toBe(true);
  });

  it('says nothing while the calls under way hardly vary', () => {
    expect(
      verdict(
        windows(
          50,
          () => 500,
          () => 8,
        ),
      ),
    ).toBe(false);
  });

  it('forgets what is more than fifty windows old', () => {
    const overloaded = windows(50, (inFlight) => inFlight ** 2);
    expect(verdict([...overloaded, ...windows(49, () => 100)])).toBe(false);
    const detector = new DriftDetector();
    for (const [inFlight, rttMs] of [...overloaded, ...windows(50, () => 100)]) {
      detector.observe(inFlight, rttMs);
    }
    expect(detector.observe(4, 100)).toBe(false);
  });

  it('takes answers within one millisecond for equally fast', () => {
    expect(verdict(windows(50, () => 0))).toBe(false);
  });
});
