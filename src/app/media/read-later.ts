import { HttpClient } from '@angular/common/http';
import { Component, computed, effect, inject, input, linkedSignal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
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
  /** What becomes of the bookmarks of this story. */
  private readonly news = inject(Outbox).events.pipe(
    filter(({ type, entry }) => type !== 'queued' && entry.key === this.key()),
  );
  private readonly answer = live<readonly Bookmark[]>(
    () =>
      `/api/personalization/bookmarks?readerId=${this.person.id()}&articleId=${this.articleId()}&_sort=id&_order=desc&_limit=1`,
    { every: 60_000, again: this.news },
  );
  private readonly queued = computed(() =>
    this.entries.line().filter(({ key, state }) => key === this.key() && state !== 'dead'),
  );
  /** What the magazine says. */
  private readonly said = computed(() => {
    const answer = this.answer();
    return answer.kind === 'ready' && answer.value[0]?.saved === true;
  });
  /** What was pressed last, for as long as the magazine does not say the same. */
  private readonly pressed = linkedSignal<unknown, boolean | undefined>({
    source: () => [this.articleId(), this.person.id()],
    computation: () => undefined,
  });
  protected readonly saved = computed(() => this.pressed() ?? this.said());
  protected readonly note = computed(() => {
    if (this.queued().length === 0) return '';
    return this.entries.isOnline()
      ? 'On this device; we are telling the magazine.'
      : 'On this device; the magazine hears of it when you are back online.';
  });

  constructor() {
    effect(() => {
      const hasHeard = this.queued().length === 0 && this.said() === this.pressed();
      if (hasHeard) this.pressed.set(undefined);
    });
    // What was given up is not saved, whatever was pressed.
    this.news.pipe(takeUntilDestroyed()).subscribe(({ type }) => {
      if (type !== 'sent' && this.queued().length === 0) this.pressed.set(undefined);
    });
  }

  protected toggle(): void {
    const saved = !this.saved();
    this.pressed.set(saved);
    this.http
      .post(
        '/api/personalization/bookmarks',
        { readerId: this.person.id(), articleId: this.articleId(), saved },
        { context: convoy({ outbox: { key: this.key() } }) },
      )
      .subscribe({ error: () => this.pressed.set(undefined) });
  }
}
