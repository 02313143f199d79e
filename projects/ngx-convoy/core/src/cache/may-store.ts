import { parseCacheControl } from './cache-control';
import type { CacheableResponse, CacheRequest } from './cached-response';
import { isHeuristicallyCacheable } from './freshness';
import { varyNames } from './vary';

/**
 * Whether a private cache may keep an answer.
 *
 * Stricter than it must be in three ways: parts (206) are not kept, nor what comes with a `Set-Cookie`; and `no-store` is
 * heeded even where `must-understand` would lift it.
 *
 * @see RFC 9111, 3
 */
export function mayStore(request: CacheRequest, response: CacheableResponse<unknown>): boolean {
  const { status, headers } = response;
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  if (status < 200 || status === 206 || status === 304) return false;
  if (parseCacheControl(request.header('Cache-Control')).has('no-store')) return false;
  const said = parseCacheControl(headers['cache-control']);
  if (said.has('no-store')) return false;
  if (said.has('must-understand') && !isHeuristicallyCacheable(status)) return false;
  // An answer that varies by everything fits no other request (4.1).
  if (varyNames(headers).includes('*') || headers['set-cookie'] !== undefined) return false;
  return (
    ['public', 'private', 'max-age'].some((directive) => said.has(directive)) ||
    headers['expires'] !== undefined ||
    isHeuristicallyCacheable(status)
  );
}
