import { InjectionToken } from '@angular/core';
import type { Fallback } from 'ngx-convoy';
import {
  ConfigurationError,
  DEFAULT_STABLE_FOR,
  requireNumber,
  requireOneOf,
  validateDegradationLevels,
} from 'ngx-convoy/core';
import type { HttpCache } from './cache/http-cache';
import type { Drills } from './drills/drill';
import { inOrder } from './fallback/in-order';
import {
  dependenciesOf,
  requireFeatures,
  type FeatureConfig,
  type LevelConfig,
} from './features/feature-config';

declare const ngDevMode: unknown;

/** What `withDegradation` takes. */
export interface DegradationOptions {
  /**
   * What answers when a service cannot, by the service's name: the first that can, other services before all else. A
   * request may bring its own along: `convoy({ fallback: [...] })`.
   */
  readonly fallbacks?: Readonly<Record<string, readonly Fallback[]>> | undefined;
  /** By name. Default: each service is a feature of its own. */
  readonly features?: Readonly<Record<string, FeatureConfig>> | undefined;
  /**
   * From all to least. The app is at the first whose services are all there, or at the highest tier of a dependency that is
   * not, whichever is more. Default: the tiers alone, and a dependency without one has tier 1.
   */
  readonly levels?: readonly LevelConfig[] | undefined;
  /**
   * Who is signed in; `undefined` for nobody. Runs in an injection context and may read signals: when somebody else signs
   * in, what was kept for others is dropped, here and on disk.
   *
   * Answers are kept for that user and the request's `Authorization` header only. Where that header is set by an interceptor
   * after `withConvoy()`, or users are told apart by a cookie, this is all that tells them apart: give it.
   */
  readonly identity?: (() => string | undefined) | undefined;
  /** A cache that answers without asking, made by `httpCache`. Default: none. */
  readonly cache?: HttpCache | undefined;
  /** Tries what stands in while it is not needed, made by `fallbackDrills`. Default: nothing is tried. */
  readonly drills?: Drills | undefined;
  /** Answers that are kept, a whole number of 1 or more. Default 200. */
  readonly cacheEntries?: number | undefined;
  /**
   * Milliseconds, >= 0, that things must be better before the level goes down by one. Up it goes at once. Default 30,000.
   */
  readonly stableFor?: number | undefined;
  /**
   * When a level takes away the features that it does not list: while somebody holds it (`pinned`), or also when it follows
   * from the services (`always`). Default `pinned`: what works is not taken away because something else does not.
   */
  readonly enforceLevels?: 'pinned' | 'always' | undefined;
}

/** {@link DegradationOptions}, checked and with every default filled in. */
export interface ResolvedDegradation {
  readonly fallbacks: ReadonlyMap<string, readonly Fallback[]>;
  readonly features: ReadonlyMap<string, FeatureConfig>;
  /** Empty when the level follows from the features. */
  readonly levels: readonly LevelConfig[];
  /** `undefined` when the app does not say. */
  readonly identity: (() => string | undefined) | undefined;
  readonly cache: HttpCache | undefined;
  readonly drills: Drills | undefined;
  readonly cacheEntries: number;
  readonly stableFor: number;
  readonly enforceLevels: 'pinned' | 'always';
}

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveDegradation(options: DegradationOptions = {}): ResolvedDegradation {
  const { fallbacks = {}, features = {} } = options;
  for (const [service, chain] of Object.entries(fallbacks)) {
    if (chain.some(({ services = [] }) => services.includes(service))) {
      throw new ConfigurationError(`fallbacks['${service}']`, service, 'another service');
    }
  }
  const levels = options.levels ?? [];
  if (options.levels !== undefined) validateDegradationLevels(levels);
  return {
    fallbacks: chainsOf(fallbacks, options.cache),
    features: requireFeatures(features, levels),
    levels,
    identity: options.identity,
    cache: options.cache,
    drills: options.drills,
    cacheEntries: requireNumber('cacheEntries', options.cacheEntries ?? 200, {
      min: 1,
      integer: true,
    }),
    stableFor: requireNumber('stableFor', options.stableFor ?? DEFAULT_STABLE_FOR, { min: 0 }),
    enforceLevels: requireOneOf('enforceLevels', options.enforceLevels ?? 'pinned', [
      'pinned',
      'always',
    ]),
  };
}

/**
 * Checks that every service that is named exists.
 *
 * @param names of the services that were configured
 * @throws ConfigurationError naming the option and the services that there are
 */
export function requireKnownServices(
  { fallbacks, features, levels, cache, drills }: ResolvedDegradation,
  names: readonly string[],
): void {
  const check = (option: string, service: string): void => {
    if (names.includes(service)) return;
    throw new ConfigurationError(option, service, `one of the services ${names.join(', ')}`);
  };
  for (const service of cache?.services.keys() ?? []) check('cache.services', service);
  for (const service of drills?.services.keys() ?? []) check('drills.services', service);
  for (const [service, chain] of fallbacks) {
    check('fallbacks', service);
    chain.forEach(({ services = [] }, index) => {
      for (const other of services) check(`fallbacks['${service}'][${index}]`, other);
    });
  }
  for (const [name, feature] of features) {
    for (const { kind, service } of dependenciesOf(feature, undefined)) {
      check(`features['${name}'].${kind === 'required' ? 'needs' : 'prefers'}`, service);
    }
  }
  levels.forEach(({ services }, index) => {
    for (const service of services) check(`levels[${index}].services`, service);
  });
}

/** The options in force. Without `withDegradation` nothing falls back, and each service is a feature. */
export const DEGRADATION = /* @__PURE__ */ new InjectionToken<ResolvedDegradation>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'DEGRADATION' : '',
  { factory: () => resolveDegradation() },
);

/** In order; what a cache has kept stands in for its service, right after other services. */
function chainsOf(
  fallbacks: Readonly<Record<string, readonly Fallback[]>>,
  cache: HttpCache | undefined,
): ReadonlyMap<string, readonly Fallback[]> {
  const chains = new Map(Object.entries(fallbacks));
  for (const service of cache?.services.keys() ?? []) {
    const chain = chains.get(service) ?? [];
    if (cache !== undefined && !chain.some(({ kind }) => kind === 'cache')) {
      chains.set(service, [cache.fallback, ...chain]);
    }
  }
  return new Map([...chains].map(([service, chain]) => [service, inOrder(chain)]));
}
