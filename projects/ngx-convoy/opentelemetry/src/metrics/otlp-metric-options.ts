import { InjectionToken } from '@angular/core';
import { requireNumber } from 'ngx-convoy/core';
import { resolveOtlp, type OtlpOptions, type ResolvedOtlpOptions } from '../otlp-options';

/** Where metrics are sent, and how; as for traces, to a URL such as `https://collector.example.com/v1/metrics`. */
export interface OtlpMetricOptions extends Omit<OtlpOptions, 'interval' | 'batchSize'> {
  /** Milliseconds, >= 1,000, after which what has moved is sent. Default 60,000. */
  readonly interval?: number | undefined;
}

declare const ngDevMode: unknown;

/** The options in force; `undefined` without `withOtlpMetrics`. */
export const OTLP_METRICS = /* @__PURE__ */ new InjectionToken<ResolvedOtlpOptions | undefined>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OTLP_METRICS' : '',
  { factory: () => undefined },
);

/** @throws ConfigurationError naming the option, its value and the allowed range */
export function resolveOtlpMetrics(options: OtlpMetricOptions): ResolvedOtlpOptions {
  const { interval = 60_000 } = options;
  requireNumber('otlpMetrics.interval', interval, { min: 1_000 });
  return resolveOtlp({ ...options, interval }, 'otlpMetrics');
}
