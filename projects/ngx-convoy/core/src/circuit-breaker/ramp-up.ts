import type { Random } from '../random';

/**
 * Lets only a growing share of the calls through after a breaker has closed, so that a service that has just recovered
 * does not get all its callers back at once. An `AdaptiveThrottle` is one.
 */
export interface RampUp {
  /** Share of calls that is held back now; at 0 the ramp is over. @param now epoch milliseconds */
  probability(now: number): number;
  /** Whether a call may be made. */
  admit(random: Random, now: number): boolean;
  /** Counts the result of a call that was admitted. */
  record(accepted: boolean, now: number): void;
}

/**
 * Begins a ramp: called when a breaker has closed because its trials went well.
 *
 * @param accepts the good trials
 * @param now epoch milliseconds
 */
export type BeginRampUp = (accepts: number, now: number) => RampUp;
