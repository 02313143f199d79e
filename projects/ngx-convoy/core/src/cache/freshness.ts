import { parseHttpDate } from '../http-date';
import { directiveMs, parseCacheControl, parseSeconds } from './cache-control';
import type { CacheableResponse } from './cached-response';
import type { CachePolicy } from './cache-policy';

/** Statuses whose answers may be kept although they say nothing of it. @see RFC 9110, 15.1 */
const HEURISTIC: readonly number[] = [200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501];

export function isHeuristicallyCacheable(status: number): boolean {
  return HEURISTIC.includes(status);
}

/**
 * Milliseconds for which an answer is fresh, counted from when it was made.
 *
 * `s-maxage` is for caches that many share, which this is not (RFC 9111, 5.2.2.10).
 *
 * @see RFC 9111, 4.2.1 and 4.2.2
 */
export function freshnessLifetime(
  { status, headers, responseTime }: CacheableResponse<unknown>,
  { fresh }: Pick<CachePolicy, 'fresh'>,
): number {
  const directives = parseCacheControl(headers['cache-control']);
  const maxAge = directiveMs(directives, 'max-age');
  if (maxAge !== undefined) return maxAge;
  const expires = headers['expires'];
  if (expires !== undefined) {
    const end = parseHttpDate(expires, responseTime);
    // Not a date means in the past, `0` above all (5.3).
    return end === undefined ? 0 : Math.max(0, end - dateOf(headers['date'], responseTime));
  }
  return isHeuristicallyCacheable(status) || directives.has('public') ? fresh : 0;
}

/**
 * Milliseconds since an answer was made or last confirmed by its origin, with the time on the way and in other caches.
 *
 * @param now epoch milliseconds
 * @see RFC 9111, 4.2.3
 */
export function currentAge(
  { headers, requestTime, responseTime }: CacheableResponse<unknown>,
  now: number,
): number {
  const apparent = Math.max(0, responseTime - dateOf(headers['date'], responseTime));
  const delay = Math.max(0, responseTime - requestTime);
  const corrected = parseSeconds(headers['age']) * 1_000 + delay;
  return Math.max(apparent, corrected) + Math.max(0, now - responseTime);
}

/** An answer without a date was made when it came (RFC 9110, 6.6.1). */
function dateOf(date: string | undefined, responseTime: number): number {
  return (date === undefined ? undefined : parseHttpDate(date, responseTime)) ?? responseTime;
}
