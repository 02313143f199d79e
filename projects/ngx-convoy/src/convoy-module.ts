import { HTTP_INTERCEPTORS } from '@angular/common/http';
import { NgModule, type ModuleWithProviders } from '@angular/core';
import { ConvoyCircuitBreaker } from './circuit-breaker/convoy-circuit-breaker';
import { ConvoyCircuitFallback } from './circuit-breaker/convoy-circuit-fallback';
import type { ConvoyConfig } from './config/convoy-config';
import type { ConvoyExtension } from './config/convoy-extension';
import { ConvoyHttpInterceptor } from './http/convoy-http-interceptor';
import { ConvoyOrchestration } from './orchestrator/convoy-orchestration';
import { ConvoyServiceOrchestrator } from './orchestrator/convoy-service-orchestrator';
import { provideConvoy } from './provide-convoy';

/** For templates of apps built from NgModules. Those that no template uses are left out of a build. */
const COMPONENTS = [
  ConvoyCircuitBreaker,
  ConvoyCircuitFallback,
  ConvoyOrchestration,
  ConvoyServiceOrchestrator,
];

/**
 * ngx-convoy for apps built from NgModules.
 *
 * Works with `provideHttpClient(withInterceptorsFromDi())` as it stands, and with `provideHttpClient(withConvoy())`.
 *
 * @usageNotes
 * ```ts
 * @NgModule({
 *   imports: [BrowserModule, ConvoyModule.forRoot({ services: [{ name: 'orders', match: '/api/orders' }] })],
 *   providers: [provideHttpClient(withInterceptorsFromDi())],
 *   bootstrap: [App],
 * })
 * export class AppModule {}
 * ```
 */
@NgModule({ imports: COMPONENTS, exports: COMPONENTS })
export class ConvoyModule {
  /** @throws ConfigurationError at start-up, naming the option, its value and the allowed range */
  static forRoot(
    config: ConvoyConfig,
    ...extensions: readonly ConvoyExtension[]
  ): ModuleWithProviders<ConvoyModule> {
    return {
      ngModule: ConvoyModule,
      providers: [
        provideConvoy(config, ...extensions),
        { provide: HTTP_INTERCEPTORS, useExisting: ConvoyHttpInterceptor, multi: true },
      ],
    };
  }
}
