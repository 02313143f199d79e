import type { TraceOutcome } from 'ngx-convoy/core';

/** How a person says that a call ended. */
export const OUTCOME_WORDS: Readonly<Record<TraceOutcome, string>> = {
  success: 'Answered',
  failure: 'Failed',
  rejected: 'Refused',
  cancelled: 'Cancelled',
  fallback: 'Fallback',
  unset: 'Running',
};
