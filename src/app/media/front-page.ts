import type { Live } from '../shared/live';
import type { Article, Feed } from './article';

/** An article with why it stands where it stands. */
export interface Entry {
  readonly article: Article;
  /** Why this reader may like it; none for the newest. */
  readonly reason: string | undefined;
}

export interface FrontPage {
  /** Whether it was put together for this reader. */
  readonly isPersonal: boolean;
  readonly entries: readonly Entry[];
}

/**
 * The reader's own front page, or everybody's: newest first. What is missing in content is left out of both.
 * A personal page goes on with the newest articles that it did not name.
 */
export function frontPage(articles: readonly Article[], feed: Live<Feed>): FrontPage {
  const newest = [...articles].sort((a, b) => b.publishedAt.localeCompare(a.publishedAt));
  const everybodys = newest.map((article): Entry => ({ article, reason: undefined }));
  if (feed.kind !== 'ready') return { isPersonal: false, entries: everybodys };

  const byId = new Map(articles.map((article) => [article.id, article]));
  const chosen = [...feed.value.articles]
    .sort((a, b) => b.score - a.score)
    .flatMap(({ articleId, reason }): Entry[] => {
      const article = byId.get(articleId);
      return article === undefined ? [] : [{ article, reason }];
    });
  const isChosen = new Set(chosen.map(({ article }) => article.id));
  const rest = everybodys.filter(({ article }) => !isChosen.has(article.id));
  return { isPersonal: chosen.length > 0, entries: [...chosen, ...rest] };
}
