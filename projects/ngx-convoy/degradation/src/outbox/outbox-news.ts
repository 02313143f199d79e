/**
 * What tabs tell each other: what is stored has changed; an entry has left the queue; something may be due. Everything else
 * stands in the storage.
 */
export type OutboxNews =
  | { readonly kind: 'changed' | 'poke' }
  | { readonly kind: 'ended'; readonly id: string; readonly how: 'sent' | 'dropped' };

export function isOutboxNews(data: unknown): data is OutboxNews {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return false;
  if (data.kind === 'changed' || data.kind === 'poke') return true;
  return data.kind === 'ended' && 'id' in data && typeof data.id === 'string' && 'how' in data;
}
