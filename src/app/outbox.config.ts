import type { HttpRequest } from '@angular/common/http';
import { inject } from '@angular/core';
import type { ConvoyExtension } from 'ngx-convoy';
import {
  encryptedBodies,
  englishOutboxTexts,
  OUTBOX_TEXTS,
  withOutbox,
} from 'ngx-convoy/degradation';
import { CurrentPerson } from './shared/current-person';

/** Comments and bookmarks wait for their services, and for whoever made them. */
export const outbox: ConvoyExtension = withOutbox({
  identity: () => String(inject(CurrentPerson).id()),
  bodies: encryptedBodies({ name: 'harbour-outbox-key' }),
  onConflict: ({ answer }) => (isUnchanged(answer) ? 'drop' : 'keep'),
  // A demo is watched: nobody waits for five minutes to see what comes of it.
  max: 10_000,
});

/** What was to be changed is so already, by another device: nothing is left to do. */
function isUnchanged(answer: unknown): boolean {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'type' in answer &&
    answer.type === 'urn:mock-api:unchanged'
  );
}

/** What customers call what they have written. */
export const outboxTexts = {
  provide: OUTBOX_TEXTS,
  useFactory: () => ({
    ...englishOutboxTexts(),
    name: ({ key }: { readonly key: string }) =>
      key.startsWith('comments/') ? 'Your comment' : 'Your bookmark',
  }),
};

/** What a comment changes: the talk about its article. */
export function commentsKey(articleId: number): string {
  return `comments/${articleId}`;
}

/** The same, of the request that sends one. */
export function commentKeyOf({ body }: HttpRequest<unknown>): string {
  const isComment = typeof body === 'object' && body !== null && 'articleId' in body;
  return commentsKey(isComment ? Number(body.articleId) : 0);
}

/** What a bookmark changes. */
export function bookmarkKey(articleId: number): string {
  return `bookmarks/${articleId}`;
}
