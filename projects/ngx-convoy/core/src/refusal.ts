import { ConvoyError, type ConvoyErrorCode } from './errors';

/**
 * Whether an error is one of our own refusals: certainly nothing was sent, and it says nothing about the service. Wherever
 * it passes, no breaker counts it, nobody repeats it, and what it was to do has not happened.
 */
export function isRefusal(error: unknown): error is ConvoyError {
  return error instanceof ConvoyError && REFUSALS.includes(error.code);
}

const REFUSALS: readonly ConvoyErrorCode[] = [
  'circuit-open',
  'no-instance',
  'bulkhead-full',
  'queue-timeout',
  'rate-limited',
  'throttled',
  'deadline-too-short',
];
