import fc from 'fast-check';
import { extremesOf } from './extremes';

describe('extremesOf', () => {
  it('keeps the extremes of every column, wherever they are', () => {
    const value = fc.oneof(fc.integer({ min: 0, max: 1_000 }), fc.constant(NaN));
    const property = fc.property(
      fc.array(value, { minLength: 1, maxLength: 500, size: 'max' }),
      fc.integer({ min: 1, max: 120 }),
      (values, columns) => {
        const { low, high } = extremesOf(Float64Array.from(values), columns);
        expect(low.length).toBe(Math.min(columns, values.length));
        const known = values.filter((each) => !Number.isNaN(each));
        if (known.length === 0) expect([...low, ...high].every(Number.isNaN)).toBeTrue();
        else {
          expect(Math.min(...low.filter((each) => !Number.isNaN(each)))).toBe(Math.min(...known));
          expect(Math.max(...high.filter((each) => !Number.isNaN(each)))).toBe(Math.max(...known));
        }
        low.forEach((least, at) => {
          expect(Number.isNaN(least) || least <= (high[at] ?? NaN)).toBeTrue();
        });
      },
    );
    fc.assert(property, { numRuns: 100 });
  });

  it('leaves what is few enough as it is, and what is not known unknown', () => {
    const values = Float64Array.of(3, NaN, 5);
    expect(extremesOf(values, 10)).toEqual({ low: values, high: values });
  });
});
