import { requireNumber } from '../options';

/** How often, and for how long, a step is tried before it is given up. */
export interface SagaRetryOptions {
  /** Attempts in all, >= 1. Those that ended while the browser was offline do not count. Default 5; after the pivot and for undoing 10. */
  readonly attempts?: number | undefined;
  /** Milliseconds, > 0: the first wait is drawn from 0 to this, the next from 0 to twice this (full jitter). Default 200. */
  readonly base?: number | undefined;
  /** Milliseconds, >= `base`: the longest range a wait is drawn from. Default 10,000; after the pivot and for undoing 300,000. */
  readonly max?: number | undefined;
  /**
   * Milliseconds, > 0, after which no further attempt begins; time offline and time in which no tab was open are not counted.
   * Default 30,000; after the pivot and for undoing `Infinity`.
   */
  readonly within?: number | undefined;
}

/** {@link SagaRetryOptions} with every default filled in. */
export type SagaRetryPolicy = { readonly [K in keyof SagaRetryOptions]-?: number };

/** Before the pivot somebody waits for an answer: it is soon given up, and undone. */
const BACK_SOON: SagaRetryPolicy = { attempts: 5, base: 200, max: 10_000, within: 30_000 };
/** After the pivot, and when undoing, there is no other way out: it is tried for long. */
const NO_OTHER_WAY: SagaRetryPolicy = { attempts: 10, base: 200, max: 300_000, within: Infinity };

/** @throws ConfigurationError */
export function resolveSagaRetry(
  option: string,
  options: SagaRetryOptions | undefined,
  canTurnBack: boolean,
): SagaRetryPolicy {
  const defaults = canTurnBack ? BACK_SOON : NO_OTHER_WAY;
  const attempts = options?.attempts ?? defaults.attempts;
  const base = options?.base ?? defaults.base;
  const max = options?.max ?? Math.max(defaults.max, base);
  const within = options?.within ?? defaults.within;
  requireNumber(`${option}.attempts`, attempts, { min: 1, max: 1_000, integer: true });
  requireNumber(`${option}.base`, base, { exclusiveMin: 0 });
  requireNumber(`${option}.max`, max, { min: base });
  if (within !== Infinity) requireNumber(`${option}.within`, within, { exclusiveMin: 0 });
  return { attempts, base, max, within };
}
