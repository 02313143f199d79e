import { InjectionToken } from '@angular/core';
import { ConfigurationError } from 'ngx-convoy/core';
import { convoyExtension, type ConvoyExtension } from '../config/convoy-extension';

/** What is told to backends about a call's trace. */
export interface TracingOptions {
  /**
   * Who gets trace headers. A custom header costs a CORS preflight and tells third parties about you, so it is an
   * allow-list: the page's own origin (default), the instances of all registered services, or named origins.
   */
  readonly propagateTo?: 'same-origin' | 'services' | readonly string[] | undefined;
  /**
   * `w3c` (default): `traceparent`. `w3c+convoy`: also `X-Trace-ID`, `X-Span-ID`, `X-Parent-Span-ID` and
   * `X-Request-ID`, for backends that log those; four more headers to clone on every request.
   */
  readonly headers?: 'w3c' | 'w3c+convoy' | undefined;
}

declare const ngDevMode: unknown;

/** What `withTracing` was given. */
export const TRACING = /* @__PURE__ */ new InjectionToken<TracingOptions>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'TRACING' : '',
  { factory: () => ({}) },
);

/**
 * Sends trace headers to backends. Calls are traced without it, too; they just do not tell.
 *
 * @usageNotes
 * ```ts
 * provideConvoy({ services }, withTracing({ propagateTo: ['https://api.example.com'] }))
 * ```
 * @throws ConfigurationError when an origin is not one, such as a URL with a path
 */
export function withTracing(options: TracingOptions = {}): ConvoyExtension<'tracing'> {
  const { propagateTo = 'same-origin' } = options;
  if (typeof propagateTo !== 'string') {
    propagateTo.forEach((origin, index) => {
      if (/^https?:\/\/[^/?#\s]+$/.test(origin)) return;
      const expected = "an origin such as 'https://api.example.com', without a path";
      throw new ConfigurationError(`propagateTo[${index}]`, origin, expected);
    });
  }
  return convoyExtension('tracing', [{ provide: TRACING, useValue: options }]);
}
