import { inject, provideEnvironmentInitializer } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { OtlpExporter } from './otlp-exporter';
import { OTLP, resolveOtlp, type OtlpOptions } from './otlp-options';

/**
 * Sends the traces that are kept to an OpenTelemetry collector, as OTLP/JSON.
 *
 * Which are kept is said by `withTracing({ sampling })`, what of URLs by `withTracing({ redact })`: what is not kept is not
 * exported. Calls that went wrong or were slow are exported although their trace is not in the sample; they carry
 * `convoy.sampling: tail`, and of their backends only attempts after the first one know.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services },
 *   withTracing({ sampling: { ratio: 0.1 } }),
 *   withOtlp({ url: 'https://collector.example.com/v1/traces', resource: { 'service.name': 'shop-web' } }),
 * );
 * ```
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function withOtlp(options: OtlpOptions): ConvoyExtension<'otlp'> {
  return convoyExtension('otlp', [
    { provide: OTLP, useValue: resolveOtlp(options) },
    provideEnvironmentInitializer(() => {
      inject(OtlpExporter).start();
    }),
  ]);
}
