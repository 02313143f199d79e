import type { Verdict } from './transport';

const FAILURE: Verdict = { outcome: 'failure', retryable: true };
const NOBODYS_FAULT: Verdict = { outcome: 'neutral', retryable: false };

/** What an error means when nobody says more: an `AbortError` is nobody's fault, all else a failure that may be repeated. */
export function judgeError(error: unknown): Verdict {
  const isAbort =
    typeof error === 'object' && error !== null && 'name' in error && error.name === 'AbortError';
  return isAbort ? NOBODYS_FAULT : FAILURE;
}
