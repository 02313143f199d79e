import { isRefusal } from '../refusal';
import type { Verdict } from './transport';

const FAILURE: Verdict = { outcome: 'failure', retryable: true };
const NOBODYS_FAULT: Verdict = { outcome: 'neutral', retryable: false };

/**
 * What an error means when nobody says more: an `AbortError`, and a refusal of our own from a pipeline further in, are
 * nobody's fault; all else is a failure that may be repeated.
 */
export function judgeError(error: unknown): Verdict {
  const isAbort =
    typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
  return isAbort || isRefusal(error) ? NOBODYS_FAULT : FAILURE;
}
