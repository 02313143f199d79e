import fc from 'fast-check';
import { parseRetryAfter } from './retry-after';

describe('parseRetryAfter', () => {
  /** Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110. */
  const example = 784_111_777_000;
  const rows: readonly { value: string | null; now?: number; expected: number | undefined }[] = [
    { value: null, expected: undefined },
    { value: '120', expected: 120_000 },
    { value: ' 0 ', expected: 0 },
    { value: '', expected: undefined },
    { value: '-5', expected: undefined },
    { value: '1.5', expected: undefined },
    { value: '12345678901', expected: undefined },
    { value: 'soon', expected: undefined },
    { value: 'Sun, 06 Nov 1994 08:49:37 GMT', expected: 10_000 },
    { value: 'Sunday, 06-Nov-94 08:49:37 GMT', expected: 10_000 },
    { value: 'Sun Nov  6 08:49:37 1994', expected: 10_000 },
    { value: 'Sun, 06 Nov 1994 08:49:37 GMT', now: example + 5_000, expected: 0 },
    { value: 'Sun, 06 Nov 1994 08:49:37', expected: undefined },
    { value: 'Sun, 31 Nov 1994 08:49:37 GMT', expected: undefined },
    { value: 'Sun, 06 Foo 1994 08:49:37 GMT', expected: undefined },
    { value: 'Sun, 06 Nov 1994 24:00:00 GMT', expected: undefined },
    { value: 'Sun, 06 Nov 1994 08:60:00 GMT', expected: undefined },
    { value: 'Sun, 00 Nov 1994 08:49:37 GMT', expected: undefined },
    { value: 'Sun, 06 Nov 1994 08:49:61 GMT', expected: undefined },
    { value: 'Sun, 06 Nov 1994 08:49:60 GMT', expected: 33_000 },
    { value: 'Sun, 32 Dec 1994 08:49:37 GMT', expected: undefined },
    { value: 'Mon, 29 Feb 1993 08:49:37 GMT', expected: undefined },
  ];
  for (const { value, now = example - 10_000, expected } of rows) {
    it(`reads ${JSON.stringify(value)} as ${String(expected)} ms`, () => {
      expect(parseRetryAfter(value, now)).toBe(expected);
    });
  }

  it('takes a two-digit year for one that is not more than 50 years ahead', () => {
    const in2026 = Date.UTC(2026, 0, 1);
    const wait = (value: string): number | undefined => parseRetryAfter(value, in2026);
    expect(wait('Thursday, 01-Jan-26 00:00:10 GMT')).toBe(10_000);
    expect(wait('Saturday, 01-Jan-77 00:00:00 GMT')).toBe(0);
    expect(wait('Wednesday, 01-Jan-76 00:00:00 GMT')).toBe(Date.UTC(2076, 0, 1) - in2026);
  });

  it('reads every date from 1970 to 2400 as the platform does', () => {
    const dates = fc.date({
      min: new Date(0),
      max: new Date(Date.UTC(2400, 0)),
      noInvalidDate: true,
    });
    const property = fc.property(dates, (date) => {
      const seconds = Math.floor(date.getTime() / 1_000) * 1_000;
      expect(parseRetryAfter(date.toUTCString(), 0)).toBe(seconds);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
