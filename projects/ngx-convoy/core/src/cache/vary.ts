import type { CacheHeaders, CacheRequest, CachedResponse } from './cached-response';

/** Names in `Vary`, in lower case. */
export function varyNames(headers: CacheHeaders): readonly string[] {
  const names = (headers['vary'] ?? '').toLowerCase().split(',');
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** What a request says in the headers that an answer varies by. */
export function variedBy(
  names: readonly string[],
  request: CacheRequest,
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(names.map((name) => [name, normal(request.header(name))]));
}

/** Whether an answer that is kept fits a request. @see RFC 9111, 4.1 */
export function fitsRequest({ varied }: CachedResponse<unknown>, request: CacheRequest): boolean {
  return Object.entries(varied).every(([name, value]) => normal(request.header(name)) === value);
}

/** Blanks around the parts of a list mean nothing. */
function normal(value: string | null): string | null {
  return value === null ? null : value.trim().replace(/\s*,\s*/g, ',');
}
