import { DatePipe } from '@angular/common';
import { HttpClient } from '@angular/common/http';
import { Component, effect, inject, input, numberAttribute } from '@angular/core';
import { RouterLink } from '@angular/router';
import { catchError, EMPTY } from 'rxjs';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';
import { StaleNote } from '../shared/stale-note';
import type { Article, ReaderComment } from './article';
import { ArticleCover } from './article-cover';

/** One story and what readers say about it. */
@Component({
  selector: 'app-article-page',
  imports: [ArticleCover, DatePipe, RouterLink, StaleNote],
  templateUrl: './article-page.html',
  styleUrl: './article-page.scss',
  host: { class: 'page' },
})
export class ArticlePage {
  /** From the URL. */
  readonly id = input.required({ transform: numberAttribute });

  protected readonly article = live<Article>(() => `/api/content/articles/${this.id()}`, {
    every: 120_000,
  });
  protected readonly comments = live<readonly ReaderComment[]>(
    () => `/api/moderation/comments?articleId=${this.id()}&status=approved`,
    { every: 20_000 },
  );

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
