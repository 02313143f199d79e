import type { HttpHeaders } from '@angular/common/http';
import type { FallbackSource } from 'ngx-convoy';
import { formatCacheStatus } from 'ngx-convoy/core';

/**
 * - `live`: the service itself, just now
 * - `cache`: an answer of it that was kept, and is still good by HTTP's rules
 * - `stale`: one that was kept, and is not
 * - `static`: a fixed value in its place
 * - `degraded`: a reduced answer that the app worked out
 * - `queued`: the promise to do it later
 * - `failover`: another service in its place
 */
export type ProvenanceSource = 'live' | FallbackSource;

/** Where a value comes from and how old it is. */
export interface Provenance {
  readonly source: ProvenanceSource;
  /** Epoch milliseconds at which the data was good; `undefined` when a live answer does not say. */
  readonly at: number | undefined;
  /** Why it is not live, in words: `circuit open`, `no answer`, `http 503`. Empty for live ones. */
  readonly reason: string;
  /** Whose data it stands for; `undefined` when a live answer does not say. */
  readonly service: string | undefined;
}

/** A provenance that says everything: what we serve in a service's place. */
export interface Substitute extends Provenance {
  readonly source: FallbackSource;
  readonly at: number;
  readonly service: string;
}

const SOURCES: readonly FallbackSource[] = [
  'cache',
  'stale',
  'static',
  'degraded',
  'queued',
  'failover',
];

const AGE = 'Age';
const DATE = 'Date';
const CACHE_STATUS = 'Cache-Status';
const SOURCE = 'convoy-source';
const SERVICE = 'convoy-service';

/**
 * Where the data of a response comes from. Survives interceptors that clone the response.
 *
 * @usageNotes
 * ```ts
 * http.get<Product[]>('/api/recommendations', { observe: 'response' }).subscribe((response) => {
 *   const { source, at } = provenanceOf(response); // 'stale', 1767225600000
 * });
 * ```
 */
export function provenanceOf(response: { readonly headers: HttpHeaders }): Provenance {
  const at = parseDate(response.headers.get(DATE));
  const status = response.headers.get(CACHE_STATUS) ?? '';
  const ours = status.slice(Math.max(0, status.lastIndexOf('convoy;')));
  const name = /;\s*convoy-source=([a-z]+)/.exec(ours)?.[1];
  const source = SOURCES.find((known) => known === name);
  if (source === undefined) return { source: 'live', at, reason: '', service: undefined };
  return {
    source,
    at,
    reason: parameter(ours, 'detail') ?? '',
    service: parameter(ours, SERVICE),
  };
}

/**
 * Marks headers so that `provenanceOf`, developer tools and people can tell.
 *
 * A hit and a forward exclude each other in Cache-Status; that a hit is stale shows in a negative `ttl`.
 *
 * @param now epoch milliseconds
 * @param ttl milliseconds for which it is fresh; default: what the answer itself says
 * @see RFC 9211, 2.1, 2.2 and 2.4; RFC 9111, 5.1 for `Age`
 */
export function markHeaders(
  headers: HttpHeaders,
  mark: Substitute,
  now: number,
  ttl?: number,
): HttpHeaders {
  const age = Math.max(0, Math.floor((now - mark.at) / 1_000));
  const isKept = mark.source === 'cache' || mark.source === 'stale';
  const left = ttl === undefined ? lifetime(headers) - age : Math.floor(ttl / 1_000);
  const status = formatCacheStatus('convoy', {
    ...(mark.source === 'failover' ? { fwd: 'bypass' } : { hit: true }),
    ttl: isKept ? left : undefined,
    detail: mark.reason,
    tokens: { [SOURCE]: mark.source },
    strings: { [SERVICE]: mark.service },
  });
  const dated = headers.set(AGE, String(age)).set(DATE, new Date(mark.at).toUTCString());
  return addCacheStatus(dated, status);
}

/** Adds what we have to say behind what caches on the way have said. */
export function addCacheStatus(headers: HttpHeaders, status: string): HttpHeaders {
  const others = headers.get(CACHE_STATUS);
  return headers.set(CACHE_STATUS, others === null ? status : `${others}, ${status}`);
}

/** Seconds for which the service itself called the answer fresh. */
function lifetime(headers: HttpHeaders): number {
  return Number(/\bmax-age=(\d+)/i.exec(headers.get('Cache-Control') ?? '')?.[1] ?? 0);
}

function parseDate(header: string | null): number | undefined {
  const at = header === null ? NaN : Date.parse(header);
  return Number.isNaN(at) ? undefined : at;
}

function parameter(status: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(status)?.[1];
  return found?.replace(/\\(.)/g, '$1');
}
