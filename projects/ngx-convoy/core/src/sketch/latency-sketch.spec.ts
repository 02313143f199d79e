import fc from 'fast-check';
import { seededRandom } from 'ngx-convoy/testing';
import { COARSE, FINE } from './latency-scale';
import { LatencySketch } from './latency-sketch';
import { PackedSketch } from './packed-sketch';

describe('LatencySketch', () => {
  const QUANTILES = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

  function sketchOf(values: readonly number[], scale = FINE): LatencySketch {
    const sketch = new LatencySketch(scale);
    for (const value of values) sketch.record(value);
    return sketch;
  }

  /** The value of that rank, as sorting finds it. */
  function exact(values: readonly number[], q: number): number {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.floor(q * (sorted.length - 1))] ?? NaN;
  }

  /** Of all bins, as if every value had been recorded so often. */
  function countsOf(values: readonly number[], times: number): Uint32Array {
    const counts = new Uint32Array(FINE.bins);
    for (const value of values) {
      const bin = FINE.binOf(value);
      counts[bin] = (counts[bin] ?? 0) + times;
    }
    return counts;
  }

  const durations = fc.array(fc.double({ min: 0.5, max: 120_000, noNaN: true }), {
    minLength: 1,
    maxLength: 300,
    size: 'max',
  });

  for (const scale of [FINE, COARSE]) {
    const { accuracy } = scale;
    // What is recorded was rounded on the way to its logarithm and back.
    const bound = accuracy * 1.0001;

    it(`is never off by more than ${accuracy} from 0.5 ms to 120 s`, () => {
      const property = fc.property(durations, (values) => {
        const sketch = sketchOf(values, scale);
        for (const q of QUANTILES) {
          const value = exact(values, q);
          expect(Math.abs((sketch.quantile(q) ?? NaN) - value)).toBeLessThanOrEqual(value * bound);
        }
      });
      fc.assert(property, { numRuns: 100 });
    });
  }

  it('is never off by more than 1 % in 100,000 durations as services have them', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 100_000 }, () =>
      Math.exp(4 + 0.8 * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
    ).map((ms) => Math.min(120_000, Math.max(0.5, ms)));
    const sketch = sketchOf(values);
    for (const q of QUANTILES) {
      expect(Math.abs((sketch.quantile(q) ?? NaN) / exact(values, q) - 1)).toBeLessThan(0.010001);
    }
  });

  it('merges into what one sketch of everything would be', () => {
    const property = fc.property(durations, durations, (a, b) => {
      const merged = sketchOf(a);
      merged.merge(sketchOf(b));
      const whole = sketchOf([...a, ...b]);
      expect(merged.count).toBe(whole.count);
      for (const q of QUANTILES) expect(merged.quantile(q)).toBe(whole.quantile(q));
    });
    fc.assert(property, { numRuns: 50 });
  });

  it('counts those within a limit as exactly as it knows them', () => {
    const property = fc.property(
      durations,
      fc.double({ min: 1, max: 120_000, noNaN: true }),
      (values, limit) => {
        const within = sketchOf(values).countWithin(limit);
        const atMost = (ms: number): number => values.filter((value) => value <= ms).length;
        expect(within).toBeGreaterThanOrEqual(atMost(limit));
        expect(within).toBeLessThanOrEqual(
          atMost(limit * ((1 + FINE.accuracy) / (1 - FINE.accuracy)) * 1.000001),
        );
      },
    );
    fc.assert(property, { numRuns: 100 });
  });

  it('is the same after it was packed and unpacked, whatever a bin has', () => {
    const times = fc.constantFrom(1, 255, 256, 65_535, 65_536);
    const property = fc.property(
      fc.array(fc.tuple(durations, times), { minLength: 1, maxLength: 3 }),
      (parts) => {
        const whole = new LatencySketch();
        const unpacked = new LatencySketch();
        for (const [values, count] of parts) {
          const part = new LatencySketch();
          const repeated = PackedSketch.of(0, countsOf(values, count));
          part.unpack(repeated);
          whole.merge(part);
          const again = part.pack();
          if (again !== undefined) unpacked.unpack(again);
        }
        expect(unpacked.count).toBe(whole.count);
        for (const q of QUANTILES) expect(unpacked.quantile(q)).toBe(whole.quantile(q));
      },
    );
    fc.assert(property, { numRuns: 100 });
  });

  it('takes a byte for each duration while there are few, and a cell for each bin when there are many', () => {
    const few = sketchOf([20, 21, 40, 40, 80]).pack();
    expect([few?.form, (few?.cells.length ?? NaN) <= 12]).toEqual(['sparse', true]);
    const many = sketchOf(Array.from({ length: 20_000 }, (_, at) => 50 + (at % 50))).pack();
    expect([many?.form, (many?.cells.length ?? NaN) <= 40]).toEqual(['dense', true]);
    expect(PackedSketch.of(0, Uint32Array.of(1, 70_000)).form).toBe('wide');
    expect(new LatencySketch().pack()).toBeUndefined();
  });

  it('does not mix with one of another accuracy', () => {
    expect(() => {
      sketchOf([1]).merge(sketchOf([1], COARSE));
    }).toThrowError(/other.scale/);
  });

  it('counts what is out of range at the edge, and never breaks', () => {
    const sketch = sketchOf([-5, 0, NaN, 1e9, Infinity]);
    expect(sketch.count).toBe(5);
    expect(sketch.quantile(0)).toBeLessThanOrEqual(0.51);
    expect(sketch.quantile(1)).toBeGreaterThan(117_000);
    expect(sketch.quantile(1)).toBeLessThan(123_000);
    expect(sketchOf([1e9]).quantile(0.5)).toBe(sketchOf([120_000]).quantile(0.5));
  });

  it('knows nothing while empty, and again after clear', () => {
    const sketch = new LatencySketch();
    expect(sketch.quantile(0.5)).toBeUndefined();
    sketch.record(10);
    sketch.clear();
    expect(sketch.quantile(0.5)).toBeUndefined();
    sketch.record(20);
    expect(sketch.quantile(0.5)).toBeCloseTo(20, 0);
  });

  it('refuses a quantile outside of 0..1', () => {
    expect(() => new LatencySketch().quantile(95)).toThrowError(/q must be a number from 0 to 1/);
  });
});
