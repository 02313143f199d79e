const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY = 86_400_000;

/** `Sun, 06 Nov 1994 08:49:37 GMT` */
const IMF_FIXDATE = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/;
/** `Sunday, 06-Nov-94 08:49:37 GMT` */
const RFC_850_DATE = /^[A-Z][a-z]{5,8}, (\d\d)-([A-Z][a-z]{2})-(\d\d) (\d\d):(\d\d):(\d\d) GMT$/;
/** `Sun Nov  6 08:49:37 1994` */
const ASCTIME_DATE = /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([ \d]\d) (\d\d):(\d\d):(\d\d) (\d{4})$/;

/**
 * Reads a date of HTTP in any of its three forms: epoch milliseconds, or `undefined` for what is none, such as `0`.
 *
 * @param now epoch milliseconds: what a year of two digits means depends on it
 * @see RFC 9110, 5.6.7
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const fixed = IMF_FIXDATE.exec(text);
  if (fixed !== null) {
    const [, day, month, year, hour, minute, second] = fixed;
    return epochOf(Number(year), month, day, hour, minute, second);
  }
  const old = RFC_850_DATE.exec(text);
  if (old !== null) {
    const [, day, month, shortYear, hour, minute, second] = old;
    return inThisCentury(Number(shortYear), now, (year) =>
      epochOf(year, month, day, hour, minute, second),
    );
  }
  const asctime = ASCTIME_DATE.exec(text);
  if (asctime !== null) {
    const [, month, day, hour, minute, second, year] = asctime;
    return epochOf(Number(year), month, day, hour, minute, second);
  }
  return undefined;
}

/** RFC 9110: a two-digit year that seems to be more than 50 years ahead is the most recent past one. */
function inThisCentury(
  shortYear: number,
  now: number,
  epoch: (year: number) => number | undefined,
): number | undefined {
  const thisYear = 1970 + Math.floor(now / (365.2425 * DAY));
  const year = thisYear - (thisYear % 100) + shortYear;
  return epoch(year > thisYear + 50 ? year - 100 : year);
}

function epochOf(
  year: number,
  monthName: string | undefined,
  ...rest: readonly (string | undefined)[]
): number | undefined {
  const [day = NaN, hour = NaN, minute = NaN, second = NaN] = rest.map(Number);
  const month = MONTHS.indexOf(monthName ?? '') + 1;
  if (month === 0 || !(day >= 1 && day <= daysIn(year, month))) return undefined;
  // 60 is a leap second.
  if (!(hour < 24 && minute < 60 && second <= 60)) return undefined;
  return daysFromEpoch(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1_000;
}

function daysIn(year: number, month: number): number {
  const next = month === 12 ? daysFromEpoch(year + 1, 1, 1) : daysFromEpoch(year, month + 1, 1);
  return next - daysFromEpoch(year, month, 1);
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar. @see Howard Hinnant, `days_from_civil` */
function daysFromEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
