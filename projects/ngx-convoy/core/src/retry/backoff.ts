import { ConfigurationError } from '../errors';
import { requireNumber } from '../options';
import type { Random } from '../random';
import { type BackoffState, decorrelatedJitter, decorrelatedJitterV2 } from './decorrelated-jitter';
import { fullJitter } from './full-jitter';

/**
 * Says how many milliseconds, >= 0, to wait before an attempt.
 *
 * @param attempt 1 before the first repetition, then 2, 3, ...
 * @param state one for each call, `{ previous: 0 }` at first; a backoff that looks at the attempt alone leaves it as it is
 */
export type Backoff = (attempt: number, state: BackoffState, random: Random) => number;

/** Which waits a {@link Backoff} makes; `base` is the first of them, in the middle. */
export interface BackoffOptions {
  /**
   * - `constant`: `base`
   * - `linear`: `base`, 2 `base`, 3 `base`
   * - `exponential`: `base`, `factor` `base`, `factor`^2 `base`
   * - `full-jitter`: from 0 to what exponential with factor 2 says
   * - `equal-jitter`: from half of that to all of it
   * - `decorrelated`: from `base` to three times the previous wait
   * - `decorrelated-v2`: exponential in the median, spread evenly
   */
  readonly type:
    | 'constant'
    | 'linear'
    | 'exponential'
    | 'full-jitter'
    | 'equal-jitter'
    | 'decorrelated'
    | 'decorrelated-v2';
  /** Milliseconds, > 0. Default 100. */
  readonly base?: number | undefined;
  /** Milliseconds, >= `base`: where growing ends. Default 10,000, or `base` when that is more. */
  readonly max?: number | undefined;
  /** Growth from attempt to attempt, >= 1, of `exponential`. Default 2. */
  readonly factor?: number | undefined;
  /**
   * Share by which `constant`, `linear` and `exponential` vary up and down, 0..1, after `max` was applied. Default 0.25:
   * without any, clients that failed together return together.
   */
  readonly jitter?: number | undefined;
}

/**
 * The backoff that the options describe.
 *
 * @usageNotes
 * ```ts
 * const backoff = createBackoff({ type: 'decorrelated-v2', base: 200, max: 10_000 });
 * const state = { previous: 0 }; // one for each call
 * const first = backoff(1, state, random); // milliseconds
 * const second = backoff(2, state, random);
 * ```
 *
 * @throws ConfigurationError
 */
export function createBackoff(options: BackoffOptions): Backoff {
  const base = requireNumber('base', options.base ?? 100, { exclusiveMin: 0 });
  const max = requireNumber('max', options.max ?? Math.max(10_000, base), { min: base });
  const factor = requireNumber('factor', options.factor ?? 2, { min: 1 });
  const jitter = requireNumber('jitter', options.jitter ?? 0.25, { min: 0, max: 1 });
  const range = { base, max };

  switch (options.type) {
    case 'constant':
      return (_attempt, _state, random) => vary(base, jitter, random);
    case 'linear':
      return (attempt, _state, random) => vary(Math.min(max, base * attempt), jitter, random);
    case 'exponential':
      return (attempt, _state, random) =>
        vary(Math.min(max, base * factor ** (attempt - 1)), jitter, random);
    case 'full-jitter':
      return (attempt, _state, random) => fullJitter(attempt, range, random);
    case 'equal-jitter':
      return (attempt, _state, random) =>
        0.5 * Math.min(max, base * 2 ** (attempt - 1)) * (1 + random());
    case 'decorrelated':
      return (_attempt, state, random) => decorrelatedJitter(state, range, random);
    case 'decorrelated-v2':
      return (attempt, state, random) => decorrelatedJitterV2(attempt, state, range, random);
    default:
      throw new ConfigurationError('type', options.type, `one of ${TYPES}`);
  }
}

const TYPES = `'constant', 'linear', 'exponential', 'full-jitter', 'equal-jitter', 'decorrelated', 'decorrelated-v2'`;

function vary(wait: number, jitter: number, random: Random): number {
  return jitter === 0 ? wait : wait * (1 + jitter * (2 * random() - 1));
}
