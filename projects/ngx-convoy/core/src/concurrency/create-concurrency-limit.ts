import { ConfigurationError } from '../errors';
import type { Random } from '../random';
import { AimdLimit, type AimdLimitOptions } from './aimd-limit';
import type { ConcurrencyLimit } from './concurrency-limit';
import { Gradient2Limit, type Gradient2LimitOptions } from './gradient2-limit';
import { VegasLimit, type VegasLimitOptions } from './vegas-limit';
import { WindowedLimit, type WindowedLimitOptions } from './windowed-limit';

/** Which {@link ConcurrencyLimit}, and how it moves. */
export type ConcurrencyLimitOptions = (
  | ({ readonly algorithm: 'gradient2' } & Gradient2LimitOptions)
  | ({ readonly algorithm: 'vegas' } & VegasLimitOptions)
  | ({ readonly algorithm: 'aimd' } & AimdLimitOptions)
) & { readonly window?: Omit<WindowedLimitOptions, 'min'> | undefined };

/**
 * A limit that finds out how many calls a service can take at once, for the `resize` of a bulkhead.
 *
 * @usageNotes
 * ```ts
 * const concurrency = createConcurrencyLimit({ algorithm: 'gradient2' }, random);
 * const bulkhead = new Bulkhead({ limit: concurrency.limit }, clock, deadlines);
 * // after each call
 * concurrency.onSample({ rttMs, inFlight, dropped: status === 503, now: clock.now() });
 * if (concurrency.limit !== bulkhead.limit) bulkhead.resize(concurrency.limit);
 * ```
 *
 * @throws ConfigurationError
 */
export function createConcurrencyLimit(
  options: ConcurrencyLimitOptions,
  random: Random,
): ConcurrencyLimit {
  return new WindowedLimit(createInner(options, random), { ...options.window, min: options.min });
}

function createInner(options: ConcurrencyLimitOptions, random: Random): ConcurrencyLimit {
  switch (options.algorithm) {
    case 'gradient2':
      return new Gradient2Limit(options);
    case 'vegas':
      return new VegasLimit(options, random);
    case 'aimd':
      return new AimdLimit(options);
    default:
      throw new ConfigurationError(
        'algorithm',
        (options as { algorithm: unknown }).algorithm,
        `one of 'gradient2', 'vegas', 'aimd'`,
      );
  }
}
