import { computed, inject, Service, type Signal } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { retried, type OutboxEntry } from 'ngx-convoy/core';
import type { Observable } from 'rxjs';
import { OutboxEntries } from './outbox-entries';
import type { OutboxEvent, OutboxStatus } from './outbox-event';
import { OutboxHost } from './outbox-host';
import { OutboxSender } from './outbox-sender';

/**
 * Writes that wait to be sent: to look at, and to steer by hand, from any tab. Lists of them are in {@link OutboxEntries}.
 *
 * @usageNotes
 * ```ts
 * private readonly outbox = inject(Outbox);
 * protected readonly status = this.outbox.status(id); // 'waiting', 'sending', 'sent', 'dead', ...
 *
 * await this.outbox.retry(id);
 * await this.outbox.drop(id);
 * ```
 */
@Service()
export class Outbox {
  private readonly host = inject(OutboxHost);
  private readonly entries = inject(OutboxEntries);
  private readonly sender = inject(OutboxSender);
  private readonly clock = inject(CLOCK);

  /** What becomes of writes, in all tabs, from now on. What was there when the tab was opened is in {@link OutboxEntries}. */
  readonly events: Observable<OutboxEvent> = this.host.events.asObservable();
  /** Whether the sending is stopped. */
  readonly isPaused = this.entries.isPaused;
  /** Whether it is this tab that sends. */
  readonly isLeader = this.entries.isLeader;
  /** What is wrong with the storage, in words; empty while all is well. */
  readonly trouble = this.entries.trouble;

  /** A write in the queue; `undefined` when it is not, or no longer, there. */
  entry(id: string): Signal<OutboxEntry | undefined> {
    return computed(() => this.entries.entityMap()[id]);
  }

  /** How a write is, and how it went after it has left the queue. */
  status(id: string): Signal<OutboxStatus> {
    return this.entries.statusOf(id);
  }

  /** What an entry is to write, decoded. @throws when its body cannot be read any more */
  async payload(id: string): Promise<unknown> {
    const entry = this.entries.entityMap()[id];
    return entry === undefined ? undefined : await this.sender.payload(entry);
  }

  /**
   * Sends an entry at its next turn, dead letters and conflicts too; its age counts anew.
   *
   * @returns false when it is not there any more, or is being sent right now
   */
  async retry(id: string): Promise<boolean> {
    return await this.host.revise(id, (entry) => retried(entry, this.clock.now()));
  }

  /** Retries everything that waits for a time, for somebody to decide, or was given up. */
  async retryAll(): Promise<void> {
    for (const { id } of this.entries.line()) await this.retry(id);
  }

  /**
   * Gives an entry up for good.
   *
   * @returns false when it is not there any more, or is being sent right now: then nobody can tell any more that it was not
   */
  async drop(id: string): Promise<boolean> {
    return await this.host.revise(id, ({ state }) => (state === 'sending' ? undefined : null));
  }

  /** Sends nothing until `resume`, in no tab, also after a reload. Writes are still kept. */
  async pause(): Promise<void> {
    await this.host.pause(true);
  }

  async resume(): Promise<void> {
    await this.host.pause(false);
  }
}
