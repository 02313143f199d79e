import fc from 'fast-check';
import { CALL_KINDS, KIND } from './call-kind';
import { ServiceSeries } from './service-series';
import { TIERS, type TierName, tierFor } from './tiers';

/** 1 January 2026, midnight UTC. */
const MIDNIGHT = 1_767_225_600_000;

interface Call {
  readonly kind: number;
  readonly ms: number;
  readonly at: number;
}

/** Keeps every call, and counts again whenever it is asked. */
class NaiveRecount {
  private readonly calls: Call[] = [];

  record(kind: number, ms: number, at: number): void {
    this.calls.push({ kind, ms, at });
  }

  within(windowMs: number, now: number, tier: TierName): readonly Call[] {
    const length = TIERS[tier];
    const rows = Math.ceil(windowMs / length);
    const oldest = (Math.floor(now / length) - rows + 1) * length;
    return this.calls.filter(({ at }) => at >= oldest);
  }
}

function exact(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;
}

const isTimed = ({ kind }: Call): boolean => kind <= KIND.timeout;

describe('ServiceSeries', () => {
  const step = fc.record({
    kind: fc.nat(CALL_KINDS.length - 1),
    ms: fc.integer({ min: 1, max: 30_000 }),
    pause: fc.oneof(fc.nat(300), fc.nat(20_000), fc.nat(900_000), fc.nat(3 * TIERS.day)),
  });
  const WINDOWS = [
    1_000,
    60_000,
    120_000,
    300_000,
    600_000,
    3_600_000,
    6 * TIERS.hour,
    3 * TIERS.day,
    60 * TIERS.day,
  ];

  it('agrees with a naive recount, for any window and whenever it is read', () => {
    const property = fc.property(
      fc.array(step, { maxLength: 80, size: 'max' }),
      fc.nat(20_000),
      (steps, wait) => {
        const series = new ServiceSeries();
        const model = new NaiveRecount();
        let now = MIDNIGHT;
        for (const { kind, ms, pause } of steps) {
          now += pause;
          series.record(kind, ms, now);
          model.record(kind, ms, now);
        }
        now += wait;
        for (const windowMs of WINDOWS) {
          const totals = series.totals(windowMs, now);
          const calls = model.within(windowMs, now, tierFor(windowMs));
          CALL_KINDS.forEach((name, kind) => {
            expect(totals.kinds[name])
              .withContext(`${name} in ${windowMs}`)
              .toBe(calls.filter((call) => call.kind === kind).length);
          });
          const timed = calls.filter(isTimed);
          expect(totals.sum).toBe(timed.reduce((sum, { ms }) => sum + ms, 0));
        }
      },
    );
    fc.assert(property, { numRuns: 60 });
  });

  it('gives quantiles of the last hour within 1 %', () => {
    const pauses = step.map(({ kind, ms, pause }) => ({ kind, ms, pause: pause % 60_000 }));
    const property = fc.property(fc.array(pauses, { maxLength: 120, size: 'max' }), (steps) => {
      const series = new ServiceSeries();
      const model = new NaiveRecount();
      let now = MIDNIGHT;
      for (const { kind, ms, pause } of steps) {
        now += pause;
        series.record(kind, ms, now);
        model.record(kind, ms, now);
      }
      for (const windowMs of [60_000, 600_000, 1_200_000, 3_600_000]) {
        const totals = series.totals(windowMs, now);
        const tier = windowMs <= 600_000 ? 'tenSeconds' : 'minute';
        const durations = model
          .within(windowMs, now, tier)
          .filter(isTimed)
          .map(({ ms }) => ms);
        for (const q of [0, 0.5, 0.95, 0.99, 1]) {
          const value = exact(durations, q);
          const estimate = totals.quantile(q);
          if (durations.length === 0) expect(estimate).toBeUndefined();
          else expect(Math.abs((estimate ?? NaN) / value - 1)).toBeLessThan(0.010001);
        }
      }
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('estimates quantiles of longer windows between the fastest and the slowest', () => {
    const series = new ServiceSeries();
    let now = MIDNIGHT;
    const durations: number[] = [];
    for (let call = 0; call < 20_000; call++) {
      const ms = 50 + ((call * 7_919) % 450);
      durations.push(ms);
      series.record(KIND.success, ms, (now += 500));
    }
    const totals = series.totals(5 * TIERS.hour, now);
    for (const [q, allowed] of [
      ...([
        [0.05, 0.3],
        [0.25, 0.3],
        [0.5, 0.03],
        [0.8, 0.05],
      ] as const),
      ...([
        [0.95, 0.015],
        [0.97, 0.015],
        [0.99, 0.015],
        [1, 0.015],
      ] as const),
    ]) {
      const error = Math.abs((totals.quantile(q) ?? NaN) / exact(durations, q) - 1);
      expect(error).withContext(`q ${q}`).toBeLessThan(allowed);
    }
    const within = durations.filter((ms) => ms <= 300).length / durations.length;
    expect(Math.abs((totals.shareWithin(300) ?? NaN) - within)).toBeLessThan(0.1);
  });

  it('says what share of the calls was within a limit', () => {
    const series = new ServiceSeries();
    for (let ms = 10; ms <= 1_000; ms += 10) series.record(KIND.success, ms, MIDNIGHT);
    expect(series.totals(60_000, MIDNIGHT).shareWithin(300)).toBeCloseTo(0.3, 2);
    expect(new ServiceSeries().totals(60_000, MIDNIGHT).shareWithin(300)).toBeUndefined();
  });

  it('forgets nothing when the clock is set back, and goes on in the rows that are there', () => {
    const series = new ServiceSeries();
    for (let call = 0; call < 10; call++) series.record(KIND.success, 100, MIDNIGHT + call * 1_000);
    for (let call = 0; call < 10; call++)
      series.record(KIND.server, 100, MIDNIGHT - TIERS.hour + call * 1_000);
    const now = MIDNIGHT - TIERS.hour + 9_000;
    const { successes, failures } = series.totals(60_000, now);
    expect([successes, failures]).toEqual([10, 10]);
    expect(series.totals(TIERS.day, now).calls).toBe(20);
    expect(series.totals(60_000, now + 70_000).calls).toBe(0);
  });

  it('is empty after the clock has jumped further than it remembers', () => {
    const series = new ServiceSeries();
    series.record(KIND.success, 100, MIDNIGHT);
    expect(series.totals(60 * TIERS.day, MIDNIGHT + 400 * TIERS.day).calls).toBe(0);
    series.record(KIND.success, 100, MIDNIGHT + 400 * TIERS.day);
    expect(series.totals(60_000, MIDNIGHT + 400 * TIERS.day).calls).toBe(1);
  });

  it('keeps the worst of queue and bulkhead', () => {
    const series = new ServiceSeries();
    series.look(MIDNIGHT);
    series.saturate(3, 1);
    series.saturate(1, 0.5);
    series.look(MIDNIGHT + 30_000);
    series.saturate(0, 0.25);
    const of = (windowMs: number): readonly number[] => {
      const { queue, saturation } = series.totals(windowMs, MIDNIGHT + 30_000);
      return [queue, saturation];
    };
    expect(of(10_000)).toEqual([0, 0.25]);
    expect(of(60_000)).toEqual([3, 1]);
  });

  it('takes no more memory after another year', () => {
    const series = new ServiceSeries();
    let now = MIDNIGHT;
    const pass = (days: number): number => {
      for (const end = now + days * TIERS.day; now < end; now += 900_000) {
        const kind = (now / 900_000) % CALL_KINDS.length;
        series.record(kind, 20 + ((now / 900_000) % 400), now);
      }
      return series.bytes;
    };
    const first = pass(366);
    expect(first).toBeLessThan(130_000);
    expect(pass(366)).toBeLessThan(first * 1.01);
  });
});
