import { HttpClient } from '@angular/common/http';
import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { convoy } from 'ngx-convoy';
import { Outbox, OutboxEntries } from 'ngx-convoy/degradation';
import { filter } from 'rxjs';
import { bookmarkKey } from '../outbox.config';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';

interface Bookmark {
  readonly saved: boolean;
}

/**
 * Saves a story for later. Every press goes by way of the outbox: it takes effect here at once, and there in the order in which
 * it was made.
 */
@Component({
  selector: 'app-read-later',
  template: `
    <button
      class="button button--small"
      type="button"
      [attr.aria-pressed]="saved()"
      (click)="toggle()"
    >
      {{ saved() ? 'Saved for later' : 'Save for later' }}
    </button>
    <span class="soft small" role="status">{{ note() }}</span>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--s1);
      align-items: center;
      min-block-size: 32px;
      margin-block-start: var(--s1);
    }
  `,
})
export class ReadLater {
  readonly articleId = input.required<number>();

  private readonly http = inject(HttpClient);
  private readonly person = inject(CurrentPerson);
  private readonly entries = inject(OutboxEntries);
  private readonly key = computed(() => bookmarkKey(this.articleId()));
  private readonly answer = live<readonly Bookmark[]>(
    () =>
      `/api/personalization/bookmarks?readerId=${this.person.id()}&articleId=${this.articleId()}&_sort=id&_order=desc&_limit=1`,
    {
      every: 60_000,
      again: inject(Outbox).events.pipe(
        filter(({ type, entry }) => type === 'sent' && entry.key === this.key()),
      ),
    },
  );
  private readonly queued = computed(() =>
    this.entries.line().filter(({ key, state }) => key === this.key() && state !== 'dead'),
  );
  /** What the service says, until somebody presses the button; what waits counts for more than what it says. */
  protected readonly saved = linkedSignal<{ said: boolean; waits: boolean }, boolean>({
    source: () => {
      const answer = this.answer();
      const said = answer.kind === 'ready' && answer.value[0]?.saved === true;
      return { said, waits: this.queued().length > 0 || answer.kind !== 'ready' };
    },
    computation: ({ said, waits }, before) => (waits ? (before?.value ?? said) : said),
  });
  protected readonly note = computed(() => {
    if (this.queued().length === 0) return '';
    return this.entries.isOnline()
      ? 'On this device; we are telling the magazine.'
      : 'On this device; the magazine hears of it when you are back online.';
  });

  protected toggle(): void {
    const saved = !this.saved();
    this.saved.set(saved);
    this.http
      .post(
        '/api/personalization/bookmarks',
        { readerId: this.person.id(), articleId: this.articleId(), saved },
        { context: convoy({ outbox: { key: this.key() } }) },
      )
      .subscribe({ error: () => this.saved.set(!saved) });
  }
}
