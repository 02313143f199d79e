import { parseGoDuration } from './go-duration.ts';

describe('parseGoDuration', () => {
  const rows: readonly (readonly [string, number | undefined])[] = [
    ['30s', 30_000],
    ['5m', 300_000],
    ['1m30s', 90_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['30', undefined],
    ['-5s', undefined],
    ['5 s', undefined],
    ['', undefined],
    ['soon', undefined],
  ];
  for (const [text, ms] of rows) {
    it(`reads "${text}" as ${String(ms)}`, () => {
      expect(parseGoDuration(text)).toBe(ms);
    });
  }
});
