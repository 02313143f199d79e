import { requireNumber } from '../options';

/** How long answers are used that say nothing of it themselves. What they say always wins. */
export interface CachePolicyOptions {
  /**
   * Milliseconds, >= 0, for which an answer is fresh that names no time of its own. Default 30,000.
   *
   * This is the heuristic that RFC 9111, 4.2.2 allows: a fixed time and no share of `Last-Modified`, because what an app
   * shows must not be the fresher the more often it is changed.
   */
  readonly fresh?: number | undefined;
  /**
   * Milliseconds, >= 0, after that for which it is still given at once, while a new one is asked for. Default 300,000.
   *
   * @see RFC 5861, 3
   */
  readonly staleWhileRevalidate?: number | undefined;
  /**
   * Milliseconds, >= 0, after the end of its freshness for which it stands in when the service fails. Default 86,400,000;
   * later it is gone.
   *
   * @see RFC 5861, 4
   */
  readonly staleIfError?: number | undefined;
}

/** {@link CachePolicyOptions} with every default filled in. */
export interface CachePolicy {
  readonly fresh: number;
  readonly staleWhileRevalidate: number;
  readonly staleIfError: number;
}

/**
 * Checks the policy of a cache, and fills in what is left out.
 *
 * @param path what messages call it, such as `services.catalog`
 * @throws ConfigurationError naming the option, what was given and the allowed range
 */
export function resolveCachePolicy(options: CachePolicyOptions, path: string): CachePolicy {
  const { fresh = 30_000, staleWhileRevalidate = 300_000, staleIfError = 86_400_000 } = options;
  return {
    fresh: requireNumber(`${path}.fresh`, fresh, { min: 0 }),
    staleWhileRevalidate: requireNumber(`${path}.staleWhileRevalidate`, staleWhileRevalidate, {
      min: 0,
    }),
    staleIfError: requireNumber(`${path}.staleIfError`, staleIfError, { min: 0 }),
  };
}
