import { inject, provideEnvironmentInitializer } from '@angular/core';
import { CALL_CACHE, convoyExtension, FALLBACK, Upstreams, type ConvoyExtension } from 'ngx-convoy';
import {
  DEGRADATION,
  requireKnownServices,
  resolveDegradation,
  type DegradationOptions,
} from './degradation-options';
import { FallbackChain } from './fallback/fallback-chain';
import { Degradation } from './levels/degradation';

/**
 * Adds fallbacks, features and degradation levels: what the app shows when a service cannot answer.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [{ name: 'catalog', ... }, { name: 'recommendations', ... }] },
 *   withDegradation({
 *     fallbacks: { recommendations: [fromService('catalog'), fromCache({ maxAge: 3_600_000 }), fromStatic([])] },
 *     features: {
 *       shop: { needs: ['catalog'], label: 'Shop' },
 *       recommendations: { needs: ['recommendations'], label: 'Recommendations' },
 *     },
 *     levels: [
 *       { level: 0, services: ['catalog', 'recommendations'], features: ['shop', 'recommendations'], label: 'everything' },
 *       { level: 1, services: ['catalog'], features: ['shop'], label: 'essentials' },
 *     ],
 *   }),
 * );
 * ```
 * @throws ConfigurationError here for an option out of range, at start-up for a service that nobody configured
 */
export function withDegradation(options: DegradationOptions): ConvoyExtension<'degradation'> {
  const resolved = resolveDegradation(options);
  return convoyExtension('degradation', [
    { provide: DEGRADATION, useValue: resolved },
    { provide: FALLBACK, useExisting: FallbackChain },
    resolved.cache === undefined ? [] : { provide: CALL_CACHE, useExisting: resolved.cache.calls },
    provideEnvironmentInitializer(() => {
      const services = inject(Upstreams).all();
      requireKnownServices(
        resolved,
        services.map(({ name }) => name),
      );
      inject(Degradation);
    }),
  ]);
}
