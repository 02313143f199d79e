/** Longer than this no health answer is believed: 10 minutes in milliseconds. */
const LONGEST = 600_000;

/**
 * For how long a health answer says that asking again is of no use.
 *
 * @param cacheControl the header `Cache-Control`, if there is one
 * @param age the header `Age`, seconds that it has already been kept by somebody on the way
 * @returns milliseconds, 0..600,000; 0 when it does not say
 * @usageNotes
 * ```ts
 * freshFor('max-age=20', '5'); // 15_000
 * ```
 * @see RFC 9111, 5.2.2.1; draft-inadarei-api-health-check, 5: "to avoid overloading the server"
 */
export function freshFor(cacheControl: string | null, age: string | null = null): number {
  if (cacheControl === null || /(?:^|[\s,])no-(?:store|cache)(?=[\s,=]|$)/i.test(cacheControl)) {
    return 0;
  }
  const [, seconds] = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(cacheControl) ?? [];
  if (seconds === undefined) return 0;
  const kept = /^\d{1,10}$/.test(age ?? '') ? Number(age) : 0;
  return Math.min(LONGEST, Math.max(0, Number(seconds) - kept) * 1_000);
}
