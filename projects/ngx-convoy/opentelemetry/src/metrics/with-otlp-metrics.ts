import { inject, provideEnvironmentInitializer } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import { OtlpMetricExporter } from './otlp-metric-exporter';
import { OTLP_METRICS, resolveOtlpMetrics, type OtlpMetricOptions } from './otlp-metric-options';

/**
 * Sends the metrics of all services to an OpenTelemetry collector, as OTLP/JSON: how long requests took, what became of calls, what
 * breakers, bulkheads, retries and fallbacks did.
 *
 * Counters and histograms travel as deltas: where a backend wants totals, the collector's `deltatocumulative` makes them.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services },
 *   withOtlpMetrics({
 *     url: 'https://collector.example.com/v1/metrics',
 *     resource: { 'service.name': 'shop-web' },
 *   }),
 * );
 * ```
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function withOtlpMetrics(options: OtlpMetricOptions): ConvoyExtension<'otlp-metrics'> {
  return convoyExtension('otlp-metrics', [
    { provide: OTLP_METRICS, useValue: resolveOtlpMetrics(options) },
    provideEnvironmentInitializer(() => {
      inject(OtlpMetricExporter).start();
    }),
  ]);
}
