import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { FLAG_PROVIDER, type FlagProvider } from './flag-provider';

/**
 * Says where feature flags come from.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(config, withDegradation(options), withFlags(inMemoryFlags({ reviews: true })));
 * ```
 * @param provider or what makes it, in an injection context
 */
export function withFlags(provider: FlagProvider | (() => FlagProvider)): ConvoyExtension<'flags'> {
  const useFactory = typeof provider === 'function' ? provider : () => provider;
  return convoyExtension('flags', [{ provide: FLAG_PROVIDER, useFactory }]);
}
