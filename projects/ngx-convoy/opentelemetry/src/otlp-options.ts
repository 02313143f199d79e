import { InjectionToken } from '@angular/core';
import { ConfigurationError, requireNumber, type AttributeValue } from 'ngx-convoy/core';

/** Where traces are sent, and how. */
export interface OtlpOptions {
  /**
   * The whole URL of the collector for traces, such as `https://collector.example.com/v1/traces`, or a path at the page's own
   * origin. Another origin has to allow the page by CORS, with the header `Content-Type` and those of `headers`.
   */
  readonly url: string;
  /** What sends: `service.name` at least, then whatever tells one deployment from another. */
  readonly resource: { readonly 'service.name': string } & Readonly<Record<string, AttributeValue>>;
  /** Further headers, such as an API key that may be public; a function when they change. */
  readonly headers?:
    Readonly<Record<string, string>> | (() => Readonly<Record<string, string>>) | undefined;
  /** Milliseconds, > 0, after which what there is is sent. Default 5,000. */
  readonly interval?: number | undefined;
  /** Calls and operations at which it is sent at once, 1 or more. Default 20. */
  readonly batchSize?: number | undefined;
  /** Milliseconds, > 0, that one request may take. Default 10,000. */
  readonly timeout?: number | undefined;
}

/** {@link OtlpOptions} with every default filled in. */
export interface ResolvedOtlpOptions {
  readonly url: string;
  readonly resource: Readonly<Record<string, AttributeValue>>;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly interval: number;
  readonly batchSize: number;
  readonly timeout: number;
}

declare const ngDevMode: unknown;

/** The options in force; `undefined` without `withOtlp`. */
export const OTLP = /* @__PURE__ */ new InjectionToken<ResolvedOtlpOptions | undefined>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OTLP' : '',
  { factory: () => undefined },
);

/**
 * @param path what messages call the options
 * @throws ConfigurationError naming the option, its value and the allowed range
 */
export function resolveOtlp(options: OtlpOptions, path = 'otlp'): ResolvedOtlpOptions {
  const {
    url,
    resource,
    headers = {},
    interval = 5_000,
    batchSize = 20,
    timeout = 10_000,
  } = options;
  if (!/^(?:https?:\/\/[^\s#@]+|\/[^\s#]*)$/.test(url)) {
    throw new ConfigurationError(
      `${path}.url`,
      url,
      'an http(s) URL, or a path that begins with /',
    );
  }
  if (resource['service.name'] === '') {
    throw new ConfigurationError(`${path}.resource['service.name']`, '', 'not empty');
  }
  requireNumber(`${path}.interval`, interval, { exclusiveMin: 0 });
  requireNumber(`${path}.batchSize`, batchSize, { min: 1, integer: true });
  requireNumber(`${path}.timeout`, timeout, { exclusiveMin: 0 });
  const getHeaders = typeof headers === 'function' ? headers : () => headers;
  return { url, resource, headers: getHeaders, interval, batchSize, timeout };
}
