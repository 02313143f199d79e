import { HttpHeaders, HttpResponse, type HttpRequest } from '@angular/common/http';
import type {
  CacheableResponse,
  CachedResponse,
  CacheHeaders,
  CacheRequest,
} from 'ngx-convoy/core';

/** What is kept of an answer beside its headers: plain data that IndexedDB can take. */
export interface KeptBody {
  readonly body: unknown;
  readonly url: string | null;
}

export type KeptResponse = CachedResponse<KeptBody>;

/** Modes of `fetch` that say what headers can say, too. @see Fetch, 4.6, "cache mode" */
const MODES: Partial<Record<RequestCache, string>> = {
  'no-store': 'no-store',
  reload: 'no-cache',
  'no-cache': 'no-cache',
  'force-cache': 'max-stale',
  'only-if-cached': 'only-if-cached, max-stale',
};

/** A request as a cache reads it. */
export function cacheRequest(request: HttpRequest<unknown>): CacheRequest {
  const { method, headers, cache } = request;
  return {
    method,
    header: (name) => {
      const value = headers.get(name);
      if (value !== null || name.toLowerCase() !== 'cache-control') return value;
      return MODES[cache] ?? null;
    },
  };
}

/** An answer as a cache keeps it; `undefined` when its body cannot be copied. */
export function cacheableResponse(
  { status, headers, body, url }: HttpResponse<unknown>,
  requestTime: number,
  responseTime: number,
): CacheableResponse<KeptBody> | undefined {
  try {
    const copy = structuredClone(body);
    return {
      ...{ status, headers: headersOf(headers), requestTime, responseTime },
      body: { body: copy, url },
    };
  } catch {
    return undefined;
  }
}

/** What is kept as an answer, with a body of its own: nobody who changes it changes what others get. */
export function responseOf({
  status,
  headers,
  body,
}: CacheableResponse<KeptBody>): HttpResponse<unknown> {
  const { url } = body;
  return new HttpResponse({
    ...{ status, headers: new HttpHeaders({ ...headers }), body: structuredClone(body.body) },
    ...(url === null ? {} : { url }),
  });
}

export function headersOf(headers: HttpHeaders): CacheHeaders {
  const entries = headers.keys().map((name) => {
    return [name.toLowerCase(), headers.getAll(name)?.join(', ') ?? ''] as const;
  });
  return Object.fromEntries(entries);
}
