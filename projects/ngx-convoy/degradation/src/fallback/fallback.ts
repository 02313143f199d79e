import { ConfigurationError, requireName, requireNumber } from 'ngx-convoy/core';

/** The last good answer of the same service to the same request of the same user. */
export interface CacheFallback {
  readonly kind: 'cache';
  /** Milliseconds, > 0: older answers are not shown. */
  readonly maxAge: number;
}

/** The same request, sent to another service. */
export interface ServiceFallback {
  readonly kind: 'service';
  readonly service: string;
}

/** A fixed value. */
export interface StaticFallback {
  readonly kind: 'static';
  readonly value: unknown;
  /** Only requests whose path, after the service's prefix, begins with this. */
  readonly path: string;
}

/** What may answer when a service cannot. Made by {@link fromCache}, {@link fromService}, {@link fromStatic}. */
export type Fallback = CacheFallback | ServiceFallback | StaticFallback;

const ONE_DAY = 86_400_000;

/**
 * Falls back to the last good answer, marked with its age. For GET and HEAD.
 *
 * Answers are kept in memory, as many as `withDegradation({ cacheEntries })` allows. One that says
 * `Cache-Control: no-store` is not kept.
 *
 * @param options `maxAge`: milliseconds, > 0, default one day
 * @throws ConfigurationError when `maxAge` is not positive
 */
export function fromCache({
  maxAge = ONE_DAY,
}: { readonly maxAge?: number | undefined } = {}): CacheFallback {
  return { kind: 'cache', maxAge: requireNumber('maxAge', maxAge, { exclusiveMin: 0 }) };
}

/**
 * Falls back to another service that understands the same paths.
 *
 * Requests that may change something (all but GET, HEAD and OPTIONS) are sent there only when the first service
 * certainly has not seen them.
 *
 * @throws ConfigurationError when the name is none
 */
export function fromService(service: string): ServiceFallback {
  return { kind: 'service', service: requireName('service', service) };
}

/**
 * Falls back to a fixed value as the body of the answer. For GET and HEAD.
 *
 * @param value plain data; every answer gets a copy
 * @param options `path`: only for requests whose path, after the service's prefix, begins with this
 * @throws ConfigurationError when the value is no plain data, or the path does not begin with '/'
 */
export function fromStatic(
  value: unknown,
  { path = '' }: { readonly path?: string | undefined } = {},
): StaticFallback {
  if (path !== '' && !path.startsWith('/')) {
    throw new ConfigurationError('path', path, "a path that begins with '/'");
  }
  try {
    return { kind: 'static', value: structuredClone(value), path };
  } catch {
    throw new ConfigurationError('value', value, 'plain data that can be copied');
  }
}
