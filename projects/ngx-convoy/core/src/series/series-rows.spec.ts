import { KIND } from './call-kind';
import { readRows } from './series-rows';
import { ServiceSeries } from './service-series';

const MIDNIGHT = 1_767_225_600_000;

describe('readRows', () => {
  it('tells silence from not knowing', () => {
    const series = new ServiceSeries();
    series.record(KIND.success, 100, MIDNIGHT);
    for (let look = 1; look <= 6; look++) series.look(MIDNIGHT + look * 5_000);
    // Nobody was there for a minute: the machine slept, or the tab was frozen.
    series.record(KIND.success, 100, MIDNIGHT + 90_000);
    const { starts, columns } = readRows(series, 'tenSeconds', 100_000, MIDNIGHT + 90_000);
    expect(Array.from(starts, (start) => start - MIDNIGHT)).toEqual([
      ...[0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000, 70_000, 80_000, 90_000],
    ]);
    expect([...columns.success]).toEqual([1, 0, 0, 0, NaN, NaN, NaN, NaN, NaN, 1]);
  });

  it('knows no duration where nothing was timed', () => {
    const series = new ServiceSeries();
    series.record(KIND.rejected, 0, MIDNIGHT);
    const { columns } = readRows(series, 'minute', 60_000, MIDNIGHT);
    expect([columns.rejected[0], columns.sum[0]]).toEqual([1, 0]);
    expect(columns.p95[0]).toBeNaN();
  });

  it('has what goes on as far as it has come, in every tier', () => {
    const series = new ServiceSeries();
    for (let call = 0; call < 100; call++) {
      series.record(KIND.success, 100 + call, MIDNIGHT + call * 100);
    }
    const now = MIDNIGHT + 9_900;
    for (const tier of ['tenSeconds', 'minute', 'hour', 'day'] as const) {
      const { columns } = readRows(series, tier, 1_000, now);
      expect(columns.success[0]).toBe(100);
      expect(Math.abs((columns.p50[0] ?? NaN) / 149 - 1)).toBeLessThan(0.011);
      expect(Math.abs((columns.max[0] ?? NaN) / 199 - 1)).toBeLessThan(0.011);
    }
    const { columns } = readRows(series, 'second', 1_000, now);
    expect(columns.success[0]).toBe(10);
    expect(columns.p50[0]).toBeNaN();
    expect(Math.abs((columns.min[0] ?? NaN) / 190 - 1)).toBeLessThan(0.011);
  });

  it('leaves out what the tier no longer has', () => {
    const series = new ServiceSeries();
    series.record(KIND.success, 100, MIDNIGHT);
    expect(readRows(series, 'second', 86_400_000, MIDNIGHT).starts.length).toBe(600);
  });
});
