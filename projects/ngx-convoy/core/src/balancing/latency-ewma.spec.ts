import vectors from '../conformance/resilience-vectors.json';
import { LatencyEwma } from './latency-ewma';

describe('LatencyEwma', () => {
  interface Step {
    readonly t: number;
    readonly x: number;
    readonly ema: number;
  }
  const rows = vectors.vectors.filter(({ algo }) => algo === 'ema');

  it('has two golden vectors of Finagle to agree with', () => {
    expect(rows.length).toBe(2);
  });

  for (const { id, params, steps } of rows) {
    it(`agrees with Finagle: ${id}`, () => {
      const ewma = new LatencyEwma({ tau: (params as { window: number }).window });
      for (const step of steps) {
        if (!('ema' in step)) continue;
        const { t, x, ema } = step as Step;
        ewma.observe(x, t);
        expect(ewma.value).toBeCloseTo(ema, 10);
      }
    });
  }

  it('weighs by time: equal samples in between change nothing', () => {
    const dense = new LatencyEwma({ tau: 1_000 });
    const sparse = new LatencyEwma({ tau: 1_000 });
    for (const t of [10, 20, 30]) dense.observe(10, t);
    sparse.observe(10, 30);
    dense.observe(5, 40);
    sparse.observe(5, 40);
    expect(dense.value).toBe(sparse.value);
  });

  it('has forgotten 63 % of the old after tau', () => {
    const start = 1_767_225_600_000;
    const ewma = new LatencyEwma({ tau: 10_000 });
    ewma.observe(1_000, start);
    ewma.observe(0, start + 10_000);
    expect(ewma.value).toBeCloseTo(1_000 / Math.E, 6);
    ewma.observe(0, start + 20_000);
    expect(ewma.value).toBeCloseTo(1_000 / Math.E ** 2, 6);
  });

  it('goes on when samples share a millisecond or the clock is set back', () => {
    const ewma = new LatencyEwma({ tau: 10 });
    ewma.observe(100, 5_000);
    for (let i = 0; i < 200; i++) ewma.observe(10, 5_000);
    expect(ewma.value).toBeCloseTo(10, 3);
    for (let i = 0; i < 200; i++) ewma.observe(50, 1_000);
    expect(ewma.value).toBeCloseTo(50, 3);
  });

  it('ignores what is no duration', () => {
    const ewma = new LatencyEwma();
    ewma.observe(NaN, 0);
    ewma.observe(-1, 0);
    expect(ewma.value).toBeUndefined();
  });
});
