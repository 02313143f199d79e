import type { CachedResponse, CacheableResponse, CacheHeaders } from './cached-response';

/** Headers that make a request conditional; empty when there is nothing to compare by. @see RFC 9111, 4.3.1 */
export function conditionalHeaders({ headers }: CachedResponse<unknown>): CacheHeaders {
  const { etag, 'last-modified': modified } = headers;
  return {
    ...(etag === undefined ? {} : { 'If-None-Match': etag }),
    ...(modified === undefined ? {} : { 'If-Modified-Since': modified }),
  };
}

/**
 * Whether an answer of 304 speaks of the one that is kept. A different validator says that something else was confirmed,
 * and then the service has to be asked again, without conditions.
 *
 * @see RFC 9111, 4.3.3 and 4.3.4
 */
export function isConfirmed(
  { headers }: CachedResponse<unknown>,
  confirmation: CacheHeaders,
): boolean {
  const { etag, 'last-modified': modified } = confirmation;
  if (etag !== undefined) return weak(etag) === weak(headers['etag']);
  return modified === undefined || modified === headers['last-modified'];
}

/** What describes the body that came with the first answer, or the way of one message. @see RFC 9111, 3.2 */
const KEPT: readonly string[] = [
  'connection',
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
  'transfer-encoding',
];

/** The answer that is kept, after an answer of 304 has confirmed it: its headers are as the new ones say. */
export function confirmed<Body>(
  kept: CachedResponse<Body>,
  confirmation: Omit<CacheableResponse<unknown>, 'body'>,
): CachedResponse<Body> {
  // Age and date are those of one message: where the new one has none, it was confirmed just now.
  const before = Object.entries(kept.headers).filter(([name]) => name !== 'age' && name !== 'date');
  const news = Object.entries(confirmation.headers).filter(([name]) => !KEPT.includes(name));
  const { requestTime, responseTime } = confirmation;
  return {
    ...{ ...kept, requestTime, responseTime },
    headers: Object.fromEntries([...before, ...news]),
  };
}

/** Weak comparison, which is what a GET needs. @see RFC 9110, 8.8.3.2 */
function weak(etag: string | undefined): string | undefined {
  return etag?.replace(/^W\//, '');
}
