/** How a cache has handled a request; everything that is left out is not said. */
export interface CacheStatus {
  /** It was answered from the cache. Excludes `fwd`. */
  readonly hit?: boolean | undefined;
  /** Why it was not. @see RFC 9211, 2.2 */
  readonly fwd?:
    | 'bypass'
    | 'method'
    | 'uri-miss'
    | 'vary-miss'
    | 'miss'
    | 'request'
    | 'stale'
    | 'partial'
    | undefined;
  /** What the service answered then. */
  readonly fwdStatus?: number | undefined;
  /** Seconds for which the answer is fresh; below zero since when it is not. */
  readonly ttl?: number | undefined;
  /** It was kept. */
  readonly stored?: boolean | undefined;
  /** It went along with a request of others. */
  readonly collapsed?: boolean | undefined;
  /** In words. */
  readonly detail?: string | undefined;
  /** Parameters of one's own: tokens, such as `convoy-source`. */
  readonly tokens?: Readonly<Record<string, string>> | undefined;
  /** Parameters of one's own: strings. */
  readonly strings?: Readonly<Record<string, string>> | undefined;
}

/**
 * Writes one entry of `Cache-Status`.
 *
 * @param name of the cache, a token
 * @see RFC 9211, 2
 */
export function formatCacheStatus(name: string, status: CacheStatus): string {
  const parts = [name];
  if (status.hit === true) parts.push('hit');
  if (status.fwd !== undefined) parts.push(`fwd=${status.fwd}`);
  if (status.fwdStatus !== undefined) parts.push(`fwd-status=${status.fwdStatus}`);
  if (status.ttl !== undefined) parts.push(`ttl=${Math.floor(status.ttl)}`);
  if (status.stored === true) parts.push('stored');
  if (status.collapsed === true) parts.push('collapsed');
  if (status.detail !== undefined) parts.push(`detail=${quoted(status.detail)}`);
  for (const [key, value] of Object.entries(status.tokens ?? {})) parts.push(`${key}=${value}`);
  for (const [key, value] of Object.entries(status.strings ?? {})) {
    parts.push(`${key}=${quoted(value)}`);
  }
  return parts.join('; ');
}

/** A string of RFC 8941, 3.3.3: ASCII, with quotes and backslashes escaped. */
function quoted(text: string): string {
  const ascii = text.replace(/[^\x20-\x7e]+/g, (other) => encodeURIComponent(other));
  return `"${ascii.replace(/["\\]/g, '\\$&')}"`;
}
