import type { CallTrace } from 'ngx-convoy/core';
import { OUTCOME_WORDS } from './outcome-words';

/** Whether every word of the query occurs in what is known of a call: service, path, outcome, instances, status, ids. */
export function matchesTrace(call: CallTrace, query: string): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const text = [
    call.service,
    call.method,
    call.path,
    OUTCOME_WORDS[call.outcome],
    call.detail,
    call.traceId,
    ...call.attempts.flatMap(({ instance, status }) => [instance, String(status ?? '')]),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Whether a call is worth a look: its user got less than an answer at the first try. */
export function isRemarkable({ outcome, attempts, notes }: CallTrace): boolean {
  return (
    (outcome !== 'success' && outcome !== 'cancelled') || attempts.length > 1 || notes.length > 0
  );
}
