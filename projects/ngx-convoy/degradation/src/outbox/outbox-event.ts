import type { OutboxEntry, OutboxState } from 'ngx-convoy/core';

/**
 * What has become of a write: it was kept, the server has acted on it, it was given up by a person or by the conflict hook, it
 * has become a dead letter, or it waits for somebody to decide about a conflict.
 */
export interface OutboxEvent {
  readonly type: 'queued' | 'sent' | 'dropped' | 'dead' | 'conflict';
  readonly entry: OutboxEntry;
}

/** How a write is: in the queue, or how it left it; `unknown` when this tab has not heard of it. */
export type OutboxStatus = OutboxState | 'sent' | 'dropped' | 'unknown';
