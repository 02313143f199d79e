import { DatePipe } from '@angular/common';
import { HttpClient } from '@angular/common/http';
import { Component, effect, inject, input, numberAttribute } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Outbox } from 'ngx-convoy/degradation';
import { catchError, EMPTY, filter, merge, Subject } from 'rxjs';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';
import { StaleNote } from '../shared/stale-note';
import type { Article, ReaderComment } from './article';
import { ArticleCover } from './article-cover';
import { CommentForm } from './comment-form';
import { queuedComments } from './queued-comments';
import { ReadLater } from './read-later';

/** One story and what readers say about it. */
@Component({
  selector: 'app-article-page',
  imports: [ArticleCover, CommentForm, DatePipe, ReadLater, RouterLink, StaleNote],
  templateUrl: './article-page.html',
  styleUrl: './article-page.scss',
  host: { class: 'page' },
})
export class ArticlePage {
  /** From the URL. */
  readonly id = input.required({ transform: numberAttribute });

  /** Something was said: by the form, or by way of the outbox. */
  protected readonly said = new Subject<void>();
  private readonly changed = merge(
    this.said,
    inject(Outbox).events.pipe(filter(({ type }) => type === 'sent')),
  );

  protected readonly article = live<Article>(() => `/api/content/articles/${this.id()}`, {
    every: 120_000,
  });
  protected readonly comments = live<readonly ReaderComment[]>(
    () => `/api/moderation/comments?articleId=${this.id()}&status=approved`,
    { every: 20_000, again: this.changed },
  );
  protected readonly queued = queuedComments(this.id);

  private readonly http = inject(HttpClient);
  private readonly person = inject(CurrentPerson);

  constructor() {
    effect(() => {
      this.report(this.id(), this.person.id());
    });
  }

  /** Counting is worth a call and no more: nobody waits for it, nobody misses it. */
  private report(articleId: number, readerId: number): void {
    this.http
      .post('/api/analytics/events', { kind: 'article-opened', articleId, readerId })
      .pipe(catchError(() => EMPTY))
      .subscribe();
  }
}
