import { freshFor } from './fresh-for';

const rows: readonly (readonly [cacheControl: string | null, age: string | null, ms: number])[] = [
  [null, null, 0],
  ['', null, 0],
  ['max-age=20', null, 20_000],
  ['public, Max-Age = 20', null, 20_000],
  ['max-age="20"', null, 20_000],
  ['max-age=20', '5', 15_000],
  ['max-age=20', '50', 0],
  ['max-age=20', 'soon', 20_000],
  ['no-store, max-age=20', null, 0],
  ['no-cache="set-cookie", max-age=20', null, 0],
  ['s-maxage=20', null, 0],
  ['max-age=-20', null, 0],
  ['max-age=99999999', null, 600_000],
];

describe('freshFor', () => {
  for (const [cacheControl, age, ms] of rows) {
    it(`is ${ms} ms for ${String(cacheControl)}, aged ${String(age)}`, () => {
      expect(freshFor(cacheControl, age)).toBe(ms);
    });
  }
});
