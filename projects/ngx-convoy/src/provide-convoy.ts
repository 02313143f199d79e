import {
  inject,
  makeEnvironmentProviders,
  provideEnvironmentInitializer,
  type EnvironmentProviders,
} from '@angular/core';
import { ConfigurationError } from 'ngx-convoy/core';
import { CircuitJournal } from './circuit-breaker/circuit-journal';
import { CONVOY_CONFIG, type ConvoyConfig } from './config/convoy-config';
import type { ConvoyExtension } from './config/convoy-extension';
import { SilenceDetector } from './dev/silence-detector';
import { RegistryWatcher } from './discovery/registry-watcher';

declare const ngDevMode: unknown;

/**
 * Sets ngx-convoy up. The app's `provideHttpClient(withConvoy())` then covers every request to these services.
 *
 * @usageNotes
 * ```ts
 * bootstrapApplication(App, {
 *   providers: [
 *     provideHttpClient(withConvoy()),
 *     provideConvoy({
 *       services: [
 *         { name: 'orders', match: '/api/orders', instances: ['https://eu.example.com/orders', 'https://us.example.com/orders'] },
 *       ],
 *     }),
 *   ],
 * });
 * ```
 * @throws ConfigurationError at start-up, naming the option, its value and the allowed range
 */
export function provideConvoy(
  config: ConvoyConfig,
  ...extensions: readonly ConvoyExtension[]
): EnvironmentProviders {
  refuseTwins(extensions);
  return makeEnvironmentProviders([
    { provide: CONVOY_CONFIG, useValue: config },
    provideEnvironmentInitializer(() => {
      // Checks the configuration now, not at the first request.
      inject(RegistryWatcher).start();
      // Listens from the start: what nobody watched is just what one wants to read later.
      inject(CircuitJournal);
      if (typeof ngDevMode !== 'undefined' && ngDevMode) inject(SilenceDetector).start();
    }),
    ...extensions.map((extension) => [...extension.providers]),
  ]);
}

function refuseTwins(extensions: readonly ConvoyExtension[]): void {
  const seen = new Set<string>();
  for (const { kind } of extensions) {
    if (seen.has(kind)) {
      throw new ConfigurationError(
        'extensions',
        kind,
        'of different kinds: this one is given twice',
      );
    }
    seen.add(kind);
  }
}
