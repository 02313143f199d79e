import {
  effect,
  inject,
  Injector,
  provideEnvironmentInitializer,
  runInInjectionContext,
  untracked,
} from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import type { SagaDefinition } from 'ngx-convoy/core';
import { SagaHost } from './saga-host';
import { resolveSagas, SAGAS, type SagasOptions } from './sagas-options';

declare const ngServerMode: unknown;

/**
 * Adds distributed sagas that survive the tab.
 *
 * List every version of which runs may be in flight: a run whose version is missing is suspended until it is there again.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [...] },
 *   withSagas([placeOrder, sendTransfer], { identity: () => inject(Session).userId() }),
 * );
 * ```
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function withSagas(
  definitions: readonly SagaDefinition[],
  options: SagasOptions = {},
): ConvoyExtension<'sagas'> {
  return convoyExtension('sagas', [
    {
      provide: SAGAS,
      useFactory: () => {
        const injector = inject(Injector);
        const resolved = resolveSagas(definitions, options);
        const { identity } = resolved;
        return { ...resolved, identity: () => runInInjectionContext(injector, identity) };
      },
    },
    provideEnvironmentInitializer(() => {
      if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
      const host = inject(SagaHost);
      const { identity } = inject(SAGAS);
      effect(() => {
        const scope = identity();
        untracked(() => host.become(scope));
      });
    }),
  ]);
}
