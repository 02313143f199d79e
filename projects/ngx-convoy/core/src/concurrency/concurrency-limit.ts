import { requireNumber } from '../options';

/** What one call, or one window of calls, says about how many calls a service can take at once. */
export interface ConcurrencySample {
  /** Milliseconds from sending to the answer, >= 0. Looked at only when nothing was dropped. */
  readonly rttMs: number;
  /** Calls under way when it was sent, itself included. */
  readonly inFlight: number;
  /** Whether the load was too much: a timeout, a 429, a 503. An error of the application is none. */
  readonly dropped: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * Finds out how many calls should be under way at the same time, from how the calls went.
 *
 * Local refusals and aborted calls are no samples: they say nothing about the service.
 */
export interface ConcurrencyLimit {
  /** Calls that may be under way, a whole number. */
  readonly limit: number;
  onSample(sample: ConcurrencySample): void;
}

/** Between which numbers a {@link ConcurrencyLimit} moves. The defaults suit a browser. */
export interface ConcurrencyBounds {
  /** The limit at the start, `min`..`max`. Default 6, as many connections as a browser opens to a host over HTTP/1.1. */
  readonly initial?: number | undefined;
  /** >= 1. Default 2. */
  readonly min?: number | undefined;
  /** >= `min`. Default 64. */
  readonly max?: number | undefined;
}

/** {@link ConcurrencyBounds} after validation. */
export interface ResolvedBounds {
  readonly initial: number;
  readonly min: number;
  readonly max: number;
}

/** Fills in the defaults and checks every option. @throws ConfigurationError */
export function resolveBounds(bounds: ConcurrencyBounds): ResolvedBounds {
  const min = requireNumber('min', bounds.min ?? 2, { min: 1, integer: true });
  const max = requireNumber('max', bounds.max ?? Math.max(64, min), { min, integer: true });
  const initial = bounds.initial ?? Math.min(max, Math.max(min, 6));
  return {
    min,
    max,
    initial: requireNumber('initial', initial, { min, max, integer: true }),
  };
}

/** `value`, or the bound that it is beyond. */
export function clamp(value: number, { min, max }: { min: number; max: number }): number {
  return Math.max(min, Math.min(max, value));
}
