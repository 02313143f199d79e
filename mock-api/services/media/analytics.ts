import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger, drawOne } from '../draw.ts';
import { people } from '../people.ts';
import type { Row, ServiceDefinition } from '../service-definition.ts';
import { articles } from './articles.ts';

export const analytics: ServiceDefinition = {
  name: 'analytics',
  business: 'media',
  releases: { v1: '1.40.0' },
  health: { dialect: 'plain' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 16, jitter: 10, cost: 0.1, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 80, jitter: 40, cost: 0.06, weight: 50 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/analytics`);
    return {
      counters: [
        counter('page-views', 'Page views', drawInteger(random, 150_000, 220_000), 'views', 0.042),
        counter('readers', 'Readers', drawInteger(random, 31_000, 47_000), 'people', 0.018),
        counter('reading-time', 'Median reading time', drawInteger(random, 140, 230), 's', -0.006),
        counter('comments', 'Comments', drawInteger(random, 900, 1_500), 'comments', 0.11),
        counter('subscribers', 'Subscribers', drawInteger(random, 8_000, 9_900), 'people', 0.003),
        counter('shares', 'Shares', drawInteger(random, 2_100, 3_600), 'shares', -0.027),
      ],
      events: Array.from({ length: 60 }, (_, index) => ({
        id: index + 1,
        kind: drawOne(random, ['article-read', 'article-read', 'article-shared', 'topic-followed']),
        readerId: drawOne(random, people).id,
        articleId: drawOne(random, articles).id,
        seconds: drawInteger(random, 20, 400),
        createdAt: daysAgo(2 - index / 30),
      })),
    };
  },
  rules: { events: { create: (body) => ({ ...body.all, kind: body.text('kind') }) } },
};

/** `change` is against the week before, as a share. */
function counter(id: string, name: string, value: number, unit: string, change: number): Row {
  return { id, name, value, unit, change };
}
