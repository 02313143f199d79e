import { parseHttpDate } from '../http-date';

/**
 * What a `Retry-After` header asks for, in milliseconds from `now`: seconds, or an HTTP-date in any of its three forms.
 *
 * @param now epoch milliseconds
 * @returns >= 0; `undefined` when there is no header or it is neither of the two
 * @see RFC 9110, sections 10.2.3 and 5.6.7
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  if (value === null) return undefined;
  const text = value.trim();
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000;
  const date = parseHttpDate(text, now);
  return date === undefined ? undefined : Math.max(0, date - now);
}
