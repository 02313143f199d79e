import { KIND } from './call-kind';
import { joinRows, type KeptRow, newestRow } from './kept-row';
import { ServiceSeries } from './service-series';
import { SharedSketch } from './shared-sketch';
import { TIERS } from './tiers';

const MIDNIGHT = 1_767_225_600_000;

/** Records a call a second for so many minutes, and keeps the minutes as they end. */
function minutes(count: number, ms: number, from = MIDNIGHT) {
  const rows: KeptRow[] = [];
  const series = new ServiceSeries(new SharedSketch(), (tier, closing) => {
    const row = tier === 'minute' ? newestRow(closing, tier) : undefined;
    if (row !== undefined) rows.push(row);
  });
  for (let second = 0; second <= count * 60; second++) {
    series.record(
      second % 10 === 0 ? KIND.server : KIND.success,
      ms + (second % 60),
      from + second * 1_000,
    );
  }
  return { series, rows };
}

describe('rows that are kept', () => {
  it('are complete when their listener hears of them', () => {
    const { rows } = minutes(3, 100);
    expect(
      rows.map(({ start, counts }) => [start, counts[KIND.success], counts[KIND.server]]),
    ).toEqual([
      [MIDNIGHT, 54, 6],
      [MIDNIGHT + 60_000, 54, 6],
      [MIDNIGHT + 120_000, 54, 6],
    ]);
    expect(rows[0]?.spread.max).toBeGreaterThan(157);
  });

  it('give a new series what the old one knew', () => {
    const { series, rows } = minutes(30, 100);
    const now = MIDNIGHT + 1_800_000;
    const restored = new ServiceSeries();
    restored.look(now);
    for (const row of rows) restored.restore('minute', row);
    for (const windowMs of [20 * 60_000, 59 * 60_000]) {
      const [before, after] = [series, restored].map((each) =>
        each.totals(windowMs, now).quantile(0.95),
      );
      expect(after).toBeCloseTo(before ?? NaN, 9);
    }
    const wanted = (each: ServiceSeries): number => each.totals(2 * TIERS.hour, now).wanted;
    // The second that goes on is in neither.
    expect(wanted(restored)).toBe(wanted(series) - 1);
  });

  it('join what two tabs have seen', () => {
    const [a, b] = [minutes(2, 100), minutes(2, 300)];
    const now = MIDNIGHT + 300_000;
    const restored = new ServiceSeries();
    restored.look(now);
    for (const row of [...a.rows, ...b.rows]) restored.restore('minute', row);
    const totals = restored.totals(1_200_000, now);
    expect(totals.wanted).toBe(240);
    expect(Math.abs((totals.quantile(0.25) ?? NaN) / 129 - 1)).toBeLessThan(0.02);
    expect(Math.abs((totals.quantile(0.75) ?? NaN) / 329 - 1)).toBeLessThan(0.02);
  });

  it('are an hour together', () => {
    const { rows } = minutes(60, 100);
    const hour = joinRows(MIDNIGHT, rows, new SharedSketch());
    expect(hour.counts[KIND.success]).toBe(60 * 54);
    expect(Math.abs(hour.spread.p50 / 129 - 1)).toBeLessThan(0.02);
  });

  it('say what they can where durations are not kept', () => {
    const bare = minutes(2, 100).rows.map((row) => ({ ...row, sketch: undefined }));
    const { spread } = joinRows(MIDNIGHT, bare, new SharedSketch());
    expect(Math.abs(spread.p50 / 129 - 1)).toBeLessThan(0.02);
    expect(Math.abs(spread.max / 159 - 1)).toBeLessThan(0.02);
  });

  it('are left out when they are too old, or not yet', () => {
    const { rows } = minutes(1, 100);
    const series = new ServiceSeries();
    series.look(MIDNIGHT + 2 * TIERS.day);
    for (const row of rows) series.restore('minute', row);
    for (const row of rows) series.restore('minute', { ...row, start: MIDNIGHT + 3 * TIERS.day });
    expect(series.totals(TIERS.day, MIDNIGHT + 2 * TIERS.day).calls).toBe(0);
  });

  it('of the hour that goes on come to what it has already', () => {
    const now = MIDNIGHT + 1_800_000;
    const { rows } = minutes(20, 100);
    const series = new ServiceSeries();
    series.record(KIND.success, 100, now);
    series.look(now);
    series.restore('hour', joinRows(MIDNIGHT, rows, new SharedSketch()));
    expect(series.totals(2 * TIERS.day, now).calls).toBe(1_201);
    series.record(KIND.success, 100, now + TIERS.hour);
    expect(series.totals(2 * TIERS.day, now + TIERS.hour).calls).toBe(1_202);
    expect(series.tiers.hour.spread.read(series.tiers.hour.rowAt(1)).p50).toBeCloseTo(129, -1);
  });
});
