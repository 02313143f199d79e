import type { OutboxEntry, OutboxState, ServiceStatus } from 'ngx-convoy/core';

/** What a person calls the state of an entry. */
export const OUTBOX_WORDS: Readonly<Record<OutboxState, string>> = {
  waiting: 'Waiting',
  sending: 'Being sent',
  conflict: 'In conflict',
  dead: 'Given up',
};

/** The mark beside the word: the shapes that services have. */
export function markOfEntry({ state, problem }: OutboxEntry): ServiceStatus {
  if (state === 'dead') return 'down';
  if (state === 'conflict') return 'degraded';
  return problem === undefined ? 'unknown' : 'degraded';
}
