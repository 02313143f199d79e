import type { Type } from '@angular/core';
import type { CallCache, Fallback } from 'ngx-convoy';
import {
  ConfigurationError,
  requireOneOf,
  resolveCachePolicy,
  type CachePolicy,
  type CachePolicyOptions,
} from 'ngx-convoy/core';
import { fromCache } from '../fallback/from-cache';
import { CachedCalls } from './cached-calls';

/** What is kept of one service, and for how long where its answers do not say. */
export interface ServiceCacheOptions extends CachePolicyOptions {
  /** Only paths, after the service's prefix, that begin with one of these. Default: all. */
  readonly paths?: readonly string[] | undefined;
  /** What an answer can be dropped by, from its path. Default: none. */
  readonly tags?: ((path: string) => readonly string[]) | undefined;
}

/** What `httpCache` takes. */
export interface HttpCacheOptions {
  /** By the name of the service; all others have no cache. */
  readonly services: Readonly<Record<string, ServiceCacheOptions>>;
  /** Where answers are kept beside this page: nowhere, or in IndexedDB, where they survive it. Default `memory`. */
  readonly storage?: 'memory' | 'indexed-db' | undefined;
  /** Name of the database. Default `ngx-convoy-cache`. */
  readonly name?: string | undefined;
  /** What the app takes for the same form of data: answers that another version has stored are dropped. Default empty. */
  readonly version?: string | undefined;
}

/** {@link ServiceCacheOptions}, checked and with every default filled in. */
export interface ServiceCache {
  readonly policy: CachePolicy;
  readonly paths: readonly string[];
  readonly tags: (path: string) => readonly string[];
}

/** A cache for `withDegradation`; made by {@link httpCache}, which carries along what it needs. */
export interface HttpCache {
  readonly services: ReadonlyMap<string, ServiceCache>;
  readonly storage: 'memory' | 'indexed-db';
  readonly name: string;
  readonly version: string;
  readonly calls: Type<CallCache>;
  /** What stands in when a service with a cache fails. */
  readonly fallback: Fallback;
}

const NO_TAGS: readonly string[] = [];

/**
 * A cache for answers to GET and HEAD, by the rules of HTTP for a private cache (RFC 9111, 5861, 9211).
 *
 * What the answers say of themselves counts; where they say nothing, they are fresh for 30 s, given at once for another
 * 5 minutes while a new one is asked for, stand in for a failing service for a day, and are gone then. Nothing that says
 * `no-store` is kept. Nobody gets what was kept for somebody else: see `withDegradation({ identity })`.
 *
 * @usageNotes
 * ```ts
 * withDegradation({
 *   identity: () => inject(Session).userId(),
 *   cache: httpCache({
 *     services: { catalog: { fresh: 60_000, tags: (path) => [path.split('/')[1] ?? ''] }, accounts: {} },
 *     storage: 'indexed-db',
 *   }),
 * })
 * ```
 * @throws ConfigurationError naming the option, what was given and the allowed range
 */
export function httpCache(options: HttpCacheOptions): HttpCache {
  const services = Object.entries(options.services).map(([name, service]) => {
    const path = `cache.services['${name}']`;
    const { paths = [''], tags = () => NO_TAGS } = service;
    for (const each of paths) {
      if (each !== '' && !each.startsWith('/')) {
        throw new ConfigurationError(`${path}.paths`, each, "a path that begins with '/'");
      }
    }
    return [name, { policy: resolveCachePolicy(service, path), paths, tags }] as const;
  });
  const storages = ['memory', 'indexed-db'] as const;
  return {
    services: new Map(services),
    storage: requireOneOf('cache.storage', options.storage ?? 'memory', storages),
    name: options.name ?? 'ngx-convoy-cache',
    version: options.version ?? '',
    calls: CachedCalls,
    fallback: fromCache({ maxAge: Infinity }),
  };
}
