import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger, drawSome } from '../draw.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { articles, topics } from './articles.ts';

export const content: ServiceDefinition = {
  name: 'content',
  business: 'media',
  releases: { v1: '1.26.1' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 20, jitter: 12, cost: 0.3, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 25, jitter: 15, cost: 0.3, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 88, jitter: 35, cost: 0.18, weight: 50 },
  ],
  caching: {
    articles: 'max-age=5, stale-while-revalidate=600, stale-if-error=86400',
    topics: 'max-age=600, stale-if-error=86400',
  },
  tables(seed) {
    const random = seededRandom(`${seed}/content`);
    return {
      articles: articles.map((article) => ({
        id: article.id,
        title: article.title,
        author: article.author,
        topic: article.topic.id,
        summary: article.summary,
        body: [article.opening, ...drawSome(random, article.topic.paragraphs, 3)],
        minutes: drawInteger(random, 3, 9),
        image: article.image,
        hue: (article.topic.hue + drawInteger(random, -14, 14) + 360) % 360,
        publishedAt: daysAgo(article.id * 0.8 + random() * 0.7),
      })),
      topics: topics.map(({ id, name, image }) => ({ id, name, image })),
    };
  },
};
