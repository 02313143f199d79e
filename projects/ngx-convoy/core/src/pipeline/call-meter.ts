import type { CallOutcome } from '../window/traffic-window';

/**
 * Keeps numbers of a service's calls beside those of its last minute. On the hot path.
 *
 * @param durationMs milliseconds
 * @param now epoch milliseconds
 * @param error what the call has failed with, if it has
 * @param attempts how many were sent for it
 */
export type CallMeter = (
  outcome: CallOutcome,
  durationMs: number,
  now: number,
  error: unknown,
  attempts: number,
) => void;
