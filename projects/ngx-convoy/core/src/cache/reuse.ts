import { directiveMs, parseCacheControl, type CacheDirectives } from './cache-control';
import type { CachedResponse, CacheRequest } from './cached-response';
import type { CachePolicy } from './cache-policy';
import { currentAge, freshnessLifetime } from './freshness';

/**
 * What may be done with an answer that is kept:
 * - `fresh`: given as it is
 * - `stale`: given as it is, because the request allows it
 * - `revalidate`: given at once, and a new one is asked for meanwhile
 * - `validate`: the service is asked first
 */
export type Use = 'fresh' | 'stale' | 'revalidate' | 'validate';

/** An answer that is kept, weighed for a request. */
export interface Reuse {
  readonly use: Use;
  /** Milliseconds since it was good. */
  readonly age: number;
  /** Milliseconds for which it is still fresh; below zero when it no longer is. */
  readonly ttl: number;
  /** Whether it may be shown when the service cannot be asked, or fails. */
  readonly mayStandIn: boolean;
}

/**
 * Weighs an answer that is kept for a request.
 *
 * @param now epoch milliseconds
 * @see RFC 9111, 4 and 5.2; RFC 5861, 3 and 4
 */
export function weigh(
  request: CacheRequest,
  response: CachedResponse<unknown>,
  policy: CachePolicy,
  now: number,
): Reuse {
  const asked = requestDirectives(request);
  const said = parseCacheControl(response.headers['cache-control']);
  const age = currentAge(response, now);
  const ttl = freshnessLifetime(response, policy) - age;
  // 5.2.2.2 and 5.2.2.4 forbid stale answers, whatever else allows them.
  const isForbidden = said.has('no-cache') || said.has('must-revalidate');
  const stale = Math.max(0, -ttl);
  const window = directiveMs(said, 'stale-if-error') ?? policy.staleIfError;
  return {
    use: useOf(asked, said, { age, ttl, stale, isForbidden }, policy),
    age,
    ttl,
    mayStandIn: ttl > 0 ? !said.has('no-cache') : !isForbidden && stale <= within(asked, window),
  };
}

interface Ages {
  readonly age: number;
  readonly ttl: number;
  readonly stale: number;
  readonly isForbidden: boolean;
}

function useOf(
  asked: CacheDirectives,
  said: CacheDirectives,
  { age, ttl, stale, isForbidden }: Ages,
  { staleWhileRevalidate }: CachePolicy,
): Use {
  if (asked.has('no-cache') || asked.has('no-store') || said.has('no-cache')) return 'validate';
  const maxAge = directiveMs(asked, 'max-age');
  if (maxAge !== undefined && age > maxAge) return 'validate';
  const minFresh = directiveMs(asked, 'min-fresh');
  if (minFresh !== undefined && ttl < minFresh) return 'validate';
  if (ttl > 0) return 'fresh';
  if (isForbidden) return 'validate';
  if (asked.has('max-stale')) {
    const maxStale =
      asked.get('max-stale') === undefined ? Infinity : directiveMs(asked, 'max-stale');
    if (stale <= (maxStale ?? 0)) return 'stale';
  }
  const window = directiveMs(said, 'stale-while-revalidate') ?? staleWhileRevalidate;
  return stale < window ? 'revalidate' : 'validate';
}

/** RFC 5861, 4: a request may ask for a narrower or wider window of its own. */
function within(asked: CacheDirectives, window: number): number {
  return directiveMs(asked, 'stale-if-error') ?? window;
}

/** `Pragma` counts only where nothing newer is said. @see RFC 9111, 5.4 */
function requestDirectives(request: CacheRequest): CacheDirectives {
  const control = request.header('Cache-Control');
  if (control === null && /\bno-cache\b/i.test(request.header('Pragma') ?? '')) {
    return parseCacheControl('no-cache');
  }
  return parseCacheControl(control);
}

/** Whether a request wants what is kept, or nothing. @see RFC 9111, 5.2.1.7 */
export function wantsOnlyCached(request: CacheRequest): boolean {
  return parseCacheControl(request.header('Cache-Control')).has('only-if-cached');
}
