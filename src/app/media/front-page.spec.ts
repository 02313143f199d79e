import type { Article, Feed } from './article';
import { frontPage } from './front-page';

describe('frontPage', () => {
  const articles = [article(1, '2026-05-01'), article(2, '2026-05-03'), article(3, '2026-05-02')];

  it('is what the reader likes most, then the newest of the rest', () => {
    const page = frontPage(articles, ready([pick(1, 0.7), pick(3, 0.9)]));

    expect(page.isPersonal).toBeTrue();
    expect(page.entries.map(({ article: { id } }) => id)).toEqual([3, 1, 2]);
    expect(page.entries.map(({ reason }) => reason)).toEqual(['likes 3', 'likes 1', undefined]);
  });

  for (const kind of ['failed', 'loading'] as const) {
    it(`is the newest first while the feed is ${kind}`, () => {
      const page = frontPage(articles, { kind });

      expect(page.isPersonal).toBeFalse();
      expect(page.entries.map(({ article: { id } }) => id)).toEqual([2, 3, 1]);
    });
  }

  it('leaves out what content does not have, and is not personal when nothing is left', () => {
    const page = frontPage(articles, ready([pick(99, 0.9)]));

    expect(page.isPersonal).toBeFalse();
    expect(page.entries.length).toBe(3);
  });
});

function ready(articles: Feed['articles']) {
  return { kind: 'ready', kept: false, value: { id: 3, interests: [], articles } } as const;
}

function pick(articleId: number, score: number): Feed['articles'][number] {
  return { articleId, score, reason: `likes ${articleId}` };
}

function article(id: number, publishedAt: string): Article {
  return {
    id,
    title: `Article ${id}`,
    author: '',
    topic: 'energy',
    summary: '',
    body: [],
    minutes: 3,
    hue: 200,
    publishedAt,
  };
}
