import { InjectionToken, provideEnvironmentInitializer } from '@angular/core';
import {
  ConfigurationError,
  requireNumber,
  resolveTraceSampling,
  type RedactionOptions,
  type TraceSampling,
} from 'ngx-convoy/core';
import { convoyExtension, type ConvoyExtension } from '../config/convoy-extension';
import { traceErrors } from './trace-errors';

/** What is remembered of calls, and what is told to backends about their traces. */
export interface TracingOptions {
  /**
   * Who gets trace headers. A custom header costs a CORS preflight and tells third parties about you, so it is an
   * allow-list: the page's own origin (default), the instances of all registered services too, or these: origins such as
   * `https://api.example.com`, or URLs with a path, `https://example.com/api`, for what is at and below it. Queries are
   * never looked at.
   */
  readonly propagateTo?: 'same-origin' | 'services' | readonly string[] | undefined;
  /**
   * `w3c` (default): `traceparent`, and `tracestate` and `baggage` when there are any. `w3c+convoy`: also `X-Trace-ID`,
   * `X-Span-ID`, `X-Parent-Span-ID` and `X-Request-ID`, for backends that log those; four more headers to send with
   * every request.
   */
  readonly headers?: 'w3c' | 'w3c+convoy' | undefined;
  /** Members of the W3C `baggage` header, for everybody on the way to read: nothing secret, nothing personal. */
  readonly baggage?:
    Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>) | undefined;
  /** Which traces are kept and told of. Default: all. */
  readonly sampling?: TraceSampling | undefined;
  /** What of URLs may be kept. Default: nothing of a query. */
  readonly redact?: RedactionOptions | undefined;
  /** Calls that are kept, the newest, 1 or more; about 400 bytes each. Default 500. */
  readonly capacity?: number | undefined;
  /**
   * Whether calls made while the page loads continue the trace of the server that rendered it, from
   * `<meta name="traceparent">` or the navigation's `Server-Timing`. Default `true`.
   */
  readonly continuePage?: boolean | undefined;
}

declare const ngDevMode: unknown;

/** What `withTracing` was given. */
export const TRACING = /* @__PURE__ */ new InjectionToken<TracingOptions>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'TRACING' : '',
  { factory: () => ({}) },
);

const ORIGIN_OR_PATH = /^https?:\/\/[^/?#\s@]+(\/[^?#\s]*)?$/;

/**
 * Says who is told of traces, which are kept, and what of them. Calls are traced without it, too: they tell backends of
 * the page's own origin, are all kept, and keep nothing of a query.
 *
 * It also lets the app's `ErrorHandler` run with the trace of the call that failed as the active one.
 *
 * @usageNotes
 * ```ts
 * provideConvoy({ services }, withTracing({ propagateTo: ['https://api.example.com'], sampling: { ratio: 0.1 } }))
 * ```
 * @throws ConfigurationError when something is no origin, or a number is out of its range
 */
export function withTracing(options: TracingOptions = {}): ConvoyExtension<'tracing'> {
  const { propagateTo = 'same-origin', capacity } = options;
  if (typeof propagateTo !== 'string') {
    propagateTo.forEach((target, index) => {
      if (ORIGIN_OR_PATH.test(target)) return;
      const expected = "an origin such as 'https://api.example.com', or with a path, without query";
      throw new ConfigurationError(`propagateTo[${index}]`, target, expected);
    });
  }
  resolveTraceSampling(options.sampling);
  if (capacity !== undefined) requireNumber('capacity', capacity, { min: 1, integer: true });
  return convoyExtension('tracing', [
    { provide: TRACING, useValue: options },
    provideEnvironmentInitializer(traceErrors),
  ]);
}
