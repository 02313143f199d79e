import { ManualClock } from 'ngx-convoy/testing';
import { RecentLatency } from './recent-latency';

function setUp(minimum = 3) {
  const clock = new ManualClock();
  const latency = new RecentLatency();
  const median = latency.quantile(0.5, minimum);
  return {
    clock,
    record: (...durations: number[]): void => {
      for (const ms of durations) latency.record(ms, clock.now());
    },
    /** As it is when nobody has asked for a second. */
    median: (): number | undefined => {
      clock.advance(1_000);
      return median(clock.now());
    },
    medianAtOnce: (): number | undefined => median(clock.now()),
  };
}

describe('RecentLatency', () => {
  it('knows nothing before there are enough durations', () => {
    const { record, median } = setUp(3);
    record(100, 200);
    expect(median()).toBeUndefined();
    record(300);
    expect(median()).toBeCloseTo(200, -1);
  });

  it('computes a quantile once a second, however often it is read', () => {
    const { record, median, medianAtOnce } = setUp(1);
    record(100);
    expect(median()).toBeCloseTo(100, -1);
    record(900, 900, 900);
    expect(medianAtOnce()).toBeCloseTo(100, -1);
    expect(median()).toBeCloseTo(900, -2);
  });

  it('covers the span that goes on and the one before', () => {
    const { clock, record, median } = setUp(1);
    record(100, 100, 100);
    clock.advance(30_000);
    record(900);
    expect(median()).toBeCloseTo(100, -1);
    clock.advance(30_000);
    record(900);
    expect(median()).toBeCloseTo(900, -2);
  });

  it('says nothing of long ago after a pause', () => {
    const { clock, record, median } = setUp(1);
    record(100);
    clock.advance(3_600_000);
    expect(median()).toBeUndefined();
  });

  it('forgets nothing when the clock is set back, and still moves on', () => {
    const { clock, record, median } = setUp(1);
    record(100);
    clock.set(clock.now() - 3_600_000);
    record(100);
    expect(median()).toBeCloseTo(100, -1);
    clock.advance(61_000);
    expect(median()).toBeUndefined();
  });
});
