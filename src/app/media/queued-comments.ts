import { computed, inject, resource, type Signal } from '@angular/core';
import { Outbox, OutboxEntries } from 'ngx-convoy/degradation';
import { commentsKey } from '../outbox.config';

/** A comment that is not with the magazine yet. */
export interface QueuedComment {
  readonly id: string;
  readonly text: string;
  /** What its writer should know. */
  readonly note: string;
}

/** The reader's own comments on an article that wait to be sent. Call it in an injection context. */
export function queuedComments(articleId: () => number): Signal<readonly QueuedComment[]> {
  const outbox = inject(Outbox);
  const entries = inject(OutboxEntries);
  const mine = computed(() => {
    const key = commentsKey(articleId());
    return entries.line().filter((entry) => entry.key === key);
  });
  const ids = computed(() => mine().map(({ id }) => id), { equal: isSame });
  const texts = resource({
    params: ids,
    defaultValue: new Map<string, string>(),
    loader: async ({ params }) => {
      const bodies = params.map(async (id) => [id, textOf(await outbox.payload(id))] as const);
      return new Map(await Promise.all(bodies));
    },
  });
  return computed(() =>
    mine().map(({ id, state }) => ({
      id,
      text: texts.value().get(id) ?? '…',
      note: noteOn(state, entries.isOnline()),
    })),
  );
}

function noteOn(state: string, isOnline: boolean): string {
  switch (state) {
    case 'sending':
      return 'Being sent…';
    case 'waiting':
      return isOnline
        ? 'Not sent yet. We keep trying.'
        : 'Not sent yet. It will be sent when you are back online.';
    default:
      return 'It could not be sent. See above.';
  }
}

function textOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'text' in body ? String(body.text) : '';
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
