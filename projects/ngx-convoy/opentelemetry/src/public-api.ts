// What ngx-convoy/opentelemetry offers. Everything is listed by name.
export { OtlpMetricExporter, type OtlpMetricStatus } from './metrics/otlp-metric-exporter';
export type { OtlpMetricOptions } from './metrics/otlp-metric-options';
export { withOtlpMetrics } from './metrics/with-otlp-metrics';
export { OtlpExporter, type OtlpStatus } from './otlp-exporter';
export type { OtlpOptions } from './otlp-options';
export { withOtlp } from './with-otlp';
