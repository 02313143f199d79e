// What ngx-convoy/opentelemetry offers. Everything is listed by name.
export { OtlpExporter, type OtlpStatus } from './otlp-exporter';
export type { OtlpOptions } from './otlp-options';
export { withOtlp } from './with-otlp';
