import { DatePipe } from '@angular/common';
import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CurrentPerson } from '../shared/current-person';
import { live } from '../shared/live';
import { PersonSelect } from '../shared/person-select';
import { StaleNote } from '../shared/stale-note';
import type { Article, Feed } from './article';
import { ArticleCover } from './article-cover';
import { frontPage } from './front-page';

/** The magazine: a front page of one's own, and everybody's when that cannot be had. */
@Component({
  selector: 'app-media-page',
  imports: [ArticleCover, DatePipe, PersonSelect, RouterLink, StaleNote],
  templateUrl: './media-page.html',
  styleUrl: './media-page.scss',
  host: { class: 'page' },
})
export class MediaPage {
  private readonly person = inject(CurrentPerson);

  protected readonly articles = live<readonly Article[]>(
    () => '/api/content/articles?_sort=publishedAt&_order=desc',
    { every: 30_000 },
  );
  protected readonly feed = live<Feed>(() => `/api/personalization/feeds/${this.person.id()}`, {
    every: 12_000,
  });

  protected readonly page = computed(() => {
    const articles = this.articles();
    return frontPage(articles.kind === 'ready' ? articles.value : [], this.feed());
  });
  protected readonly lead = computed(() => this.page().entries[0]);
  protected readonly others = computed(() => this.page().entries.slice(1, 13));
  /** The front page waits for the feed, so that it is not put together twice before somebody's eyes. */
  protected readonly isLoading = computed(
    () => this.articles().kind === 'loading' || this.feed().kind === 'loading',
  );
  protected readonly placeholders = [1, 2, 3, 4, 5, 6];
}
