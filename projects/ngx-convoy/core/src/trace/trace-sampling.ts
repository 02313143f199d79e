import { requireNumber } from '../options';

/** Which traces are kept and told of. */
export interface TraceSampling {
  /**
   * Share of the traces that begin here, 0..1. Decided when a trace begins, by its id, so that everybody who samples by
   * id takes the same ones; told to backends by the `sampled` flag. A trace that begins elsewhere is sampled when its
   * parent says so. Default 1.
   */
  readonly ratio?: number | undefined;
  /**
   * Keeps calls that went wrong (failed, were refused, needed a second attempt or a fallback) or were slow although they
   * are not in the sample. Decided when they end: backends recorded nothing of them, except of attempts after the first
   * failed one, which say that they are sampled. Default `true`.
   */
  readonly keepErrors?: boolean | undefined;
  /** Milliseconds, > 0, from which on a call counts as slow. Default 1,000. */
  readonly slow?: number | undefined;
}

/** {@link TraceSampling} with every default filled in. */
export interface ResolvedTraceSampling {
  readonly ratio: number;
  readonly keepErrors: boolean;
  readonly slow: number;
}

/** The rules of sampling with every default filled in. @throws ConfigurationError when a number is out of its range */
export function resolveTraceSampling(
  options: TraceSampling = {},
  path = 'sampling',
): ResolvedTraceSampling {
  const { ratio = 1, keepErrors = true, slow = 1_000 } = options;
  requireNumber(`${path}.ratio`, ratio, { min: 0, max: 1 });
  requireNumber(`${path}.slow`, slow, { exclusiveMin: 0 });
  return { ratio, keepErrors, slow };
}

/** Digits of an id that are looked at: 52 of its last 56 bits, as many as a number holds exactly. */
const DIGITS = 13;
const RANGE = 0x10_0000_0000_0000;

/**
 * Whether a trace is in the sample: the last 56 bits of its id, as a number, are at or above the threshold.
 *
 * @param ratio 0..1
 * @see OpenTelemetry, consistent probability sampling; W3C Trace Context Level 2, random-trace-id flag
 */
export function isInSample(traceId: string, ratio: number): boolean {
  if (ratio >= 1) return true;
  return Number.parseInt(traceId.slice(-14, -14 + DIGITS), 16) >= (1 - ratio) * RANGE;
}
