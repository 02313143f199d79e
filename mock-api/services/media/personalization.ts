import { Problem } from '../../http/problem.ts';
import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger, drawSome } from '../draw.ts';
import { people } from '../people.ts';
import { table } from '../service-definition.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { articles, topics } from './articles.ts';

export const personalization: ServiceDefinition = {
  name: 'personalization',
  business: 'media',
  releases: { v1: '1.13.0', v2: '2.0.0-rc.2' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 60, jitter: 35, cost: 1.3, weight: 100 },
    { zone: 'us-east-1a', version: 'v2', latency: 45, jitter: 60, cost: 0.85, weight: 20 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/personalization`);
    return {
      feeds: people.map(({ id, name }) => {
        const interests = drawSome(random, topics, drawInteger(random, 2, 3));
        const loved = articles.filter(({ topic }) => interests.includes(topic));
        const others = articles.filter(({ topic }) => !interests.includes(topic));
        const chosen = [...drawSome(random, loved, 7), ...drawSome(random, others, 3)];
        return {
          id,
          reader: name,
          interests: interests.map((topic) => topic.id),
          articles: chosen.map((article, index) => ({
            articleId: article.id,
            score: Math.round((0.97 - index * 0.06 - random() * 0.04) * 100) / 100,
            reason: interests.includes(article.topic)
              ? `Because you read about ${article.topic.name.toLowerCase()}`
              : 'Something different',
          })),
          generatedAt: daysAgo(random() / 4),
        };
      }),
      bookmarks: [],
    };
  },
  rules: {
    // Each change of mind is a row; the last one counts.
    bookmarks: {
      create(body, tables) {
        const mark = {
          readerId: body.integer('readerId', { min: 1, max: 1_000_000 }),
          articleId: body.integer('articleId', { min: 1, max: 1_000_000 }),
          saved: body.boolean('saved', true),
        };
        const last = table(tables, 'bookmarks').findLast(
          ({ readerId, articleId }) => readerId === mark.readerId && articleId === mark.articleId,
        );
        if ((last?.['saved'] ?? false) === mark.saved) {
          throw new Problem(409, 'unchanged', 'Unchanged', 'It is so already.');
        }
        return mark;
      },
    },
  },
};
