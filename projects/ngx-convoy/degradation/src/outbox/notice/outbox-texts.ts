import { InjectionToken } from '@angular/core';
import type { OutboxEntry } from 'ngx-convoy/core';

declare const ngDevMode: unknown;

/** Every text about the outbox that users may see. */
export interface OutboxTexts {
  /** Writes that wait. @param count 1 or more */
  waiting(count: number, isOnline: boolean): string;
  /** Everything that waited was sent. */
  readonly sent: string;
  /** What was given up, or is in conflict. @param count 1 or more */
  failed(count: number): string;
  /** What an entry is, such as `your comment`. */
  name(entry: OutboxEntry): string;
  /** Why an entry was not sent. */
  reason(entry: OutboxEntry): string;
  readonly retry: string;
  readonly discard: string;
  /** The question before one is given up, as the button that does it. */
  readonly discardForGood: string;
  readonly keep: string;
}

/**
 * The texts in English.
 *
 * @usageNotes
 * ```ts
 * { provide: OUTBOX_TEXTS, useFactory: () => ({ ...englishOutboxTexts(), name: () => 'your comment' }) }
 * ```
 */
export function englishOutboxTexts(): OutboxTexts {
  return {
    waiting: (count, isOnline) =>
      isOnline
        ? `${changes(count)} ${count === 1 ? 'waits' : 'wait'} to be sent.`
        : `${changes(count)} will be sent when you are back online.`,
    sent: 'Everything has been sent.',
    failed: (count) => `${changes(count)} could not be sent.`,
    name: ({ method, url }) => `${method} ${url.split(/[?#]/, 1)[0] ?? ''}`,
    reason: ({ state, problem }) => {
      if (state === 'conflict') return 'it has been changed by somebody else meanwhile';
      const { status, reason = '' } = problem ?? {};
      return status === undefined ? reason : `it was refused (${status})`;
    },
    retry: 'Try again',
    discard: 'Discard',
    discardForGood: 'Discard for good',
    keep: 'Keep it',
  };
}

/** All texts about the outbox that users may see; replace them to translate them. */
export const OUTBOX_TEXTS = /* @__PURE__ */ new InjectionToken<OutboxTexts>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OUTBOX_TEXTS' : '',
  { factory: () => englishOutboxTexts() },
);

function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
