import type { HttpRequest } from '@angular/common/http';
import { InjectionToken } from '@angular/core';
import type { Fallback } from 'ngx-convoy';
import {
  ConfigurationError,
  requireName,
  requireNumber,
  validateDegradationLevels,
  type DegradationLevel,
} from 'ngx-convoy/core';
import { inOrder } from './fallback/in-order';

declare const ngDevMode: unknown;

/** Something that users know, and the services that it is made of. */
export interface FeatureConfig {
  /** Services without which it does not work; at least one. */
  readonly needs: readonly string[];
  /** Services without which it works less well. */
  readonly prefers?: readonly string[] | undefined;
  /** What people call it. Default: its name. */
  readonly label?: string | undefined;
}

/** One step of what the app still offers. */
export interface LevelConfig extends DegradationLevel {
  /** What people call it. */
  readonly label?: string | undefined;
}

/** What `withDegradation` takes. */
export interface DegradationOptions {
  /**
   * What answers when a service cannot, by the service's name: the first that can, other services before all else. A
   * request may bring its own along: `convoy({ fallback: [...] })`.
   */
  readonly fallbacks?: Readonly<Record<string, readonly Fallback[]>> | undefined;
  /** By name. Default: each service is a feature of its own. */
  readonly features?: Readonly<Record<string, FeatureConfig>> | undefined;
  /** From all to least. Default: 0 while every feature is available, else 1. */
  readonly levels?: readonly LevelConfig[] | undefined;
  /**
   * Whose request it is: answers are kept for that user only. Default: the request's `Authorization` header. Give one
   * when that header is set by an interceptor after `withConvoy()`, or when users are told apart by a cookie.
   */
  readonly identity?: ((request: HttpRequest<unknown>) => string) | undefined;
  /** Answers that are kept, a whole number of 1 or more. Default 200. */
  readonly cacheEntries?: number | undefined;
  /** Milliseconds, >= 0, that things must be better before the level goes down. Default 3,000. */
  readonly calmDown?: number | undefined;
}

/** {@link DegradationOptions}, checked and with every default filled in. */
export interface ResolvedDegradation {
  readonly fallbacks: ReadonlyMap<string, readonly Fallback[]>;
  readonly features: ReadonlyMap<string, FeatureConfig>;
  /** Empty when the level follows from the features. */
  readonly levels: readonly LevelConfig[];
  readonly identity: (request: HttpRequest<unknown>) => string;
  readonly cacheEntries: number;
  readonly calmDown: number;
}

/** @throws ConfigurationError naming the option, what was given and the allowed range */
export function resolveDegradation(options: DegradationOptions = {}): ResolvedDegradation {
  const { fallbacks = {}, features = {}, levels } = options;
  for (const [service, chain] of Object.entries(fallbacks)) {
    if (chain.some(({ services = [] }) => services.includes(service))) {
      throw new ConfigurationError(`fallbacks['${service}']`, service, 'another service');
    }
  }
  for (const [name, feature] of Object.entries(features)) {
    requireName('features', name);
    if (feature.needs.length === 0) {
      throw new ConfigurationError(
        `features['${name}'].needs`,
        '',
        'a list of at least one service',
      );
    }
  }
  return {
    fallbacks: new Map(
      Object.entries(fallbacks).map(([service, chain]) => [service, inOrder(chain)]),
    ),
    features: new Map(Object.entries(features)),
    levels: levels === undefined ? [] : (validateDegradationLevels(levels), levels),
    identity: options.identity ?? authorizationOf,
    cacheEntries: requireNumber('cacheEntries', options.cacheEntries ?? 200, {
      min: 1,
      integer: true,
    }),
    calmDown: requireNumber('calmDown', options.calmDown ?? 3_000, { min: 0 }),
  };
}

/**
 * Checks that every service that is named exists.
 *
 * @param names of the services that were configured
 * @throws ConfigurationError naming the option and the services that there are
 */
export function requireKnownServices(
  { fallbacks, features, levels }: ResolvedDegradation,
  names: readonly string[],
): void {
  const check = (option: string, service: string): void => {
    if (names.includes(service)) return;
    throw new ConfigurationError(option, service, `one of the services ${names.join(', ')}`);
  };
  for (const [service, chain] of fallbacks) {
    check('fallbacks', service);
    chain.forEach(({ services = [] }, index) => {
      for (const other of services) check(`fallbacks['${service}'][${index}]`, other);
    });
  }
  for (const [name, { needs, prefers = [] }] of features) {
    for (const service of needs) check(`features['${name}'].needs`, service);
    for (const service of prefers) check(`features['${name}'].prefers`, service);
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

/** The whole header and no hash of it: it stays in memory, and two users can never meet in one key. */
function authorizationOf(request: HttpRequest<unknown>): string {
  return request.headers.get('Authorization') ?? '';
}
