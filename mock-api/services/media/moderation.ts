import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawOne } from '../draw.ts';
import { people } from '../people.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { articles } from './articles.ts';

/** So many of the comments are old enough for somebody to have looked at them. */
const decided = 24;

/** Words that send a comment to a person. */
const heated = /\b(idiots?|stupid|liars?|shut up|rubbish|hate)\b|!{2,}/i;

export const moderation: ServiceDefinition = {
  name: 'moderation',
  business: 'media',
  releases: { v1: '1.7.2' },
  instances: [
    { zone: 'eu-west-1b', version: 'v1', latency: 42, jitter: 28, cost: 0.7, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 98, jitter: 42, cost: 0.45, weight: 50 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/moderation`);
    const comments = Array.from({ length: 40 }, (_, index) => {
      const text = drawOne(random, index % 4 === 0 ? heatedRemarks : remarks);
      return {
        id: index + 1,
        articleId: drawOne(random, articles).id,
        author: drawOne(random, people).name,
        text,
        status: heated.test(text) ? (index < decided ? 'rejected' : 'pending') : 'approved',
        createdAt: daysAgo(20 - index / 2 - random() / 3),
      };
    });
    const reviews = comments.slice(0, decided).filter((_, index) => index % 2 === 0);
    return {
      comments,
      reviews: reviews.map((comment, index) => ({
        id: index + 1,
        commentId: comment.id,
        moderator: drawOne(random, ['Ruth Adeyemi', 'Karel Blaha', 'Nuria Soler']),
        decision: comment.status === 'approved' ? 'approved' : 'rejected',
        note: comment.status === 'approved' ? 'On topic.' : 'Attacks a person, not the point.',
        createdAt: comment.createdAt,
      })),
    };
  },
  rules: {
    comments: {
      create(body) {
        const text = body.text('text');
        return {
          articleId: body.integer('articleId', { min: 1, max: 1_000_000 }),
          author: body.text('author'),
          text,
          status: heated.test(text) ? 'pending' : 'approved',
        };
      },
    },
  },
};

const remarks = [
  'We tried this in our street last year and it took three meetings to agree on anything.',
  'Could you add the source of the second figure? I would like to show it at work.',
  'A friend who works there says the numbers have doubled since this was written.',
  'Thank you. I have read four pieces on this and it is the first that explains it.',
  'The part about maintenance is what everybody forgets.',
  'It is a good idea for a city. In our village the bus comes twice a day.',
  'I was sceptical until the paragraph on costs. Now I am only half sceptical.',
  'My grandmother did exactly that, and nobody wrote about her.',
];

const heatedRemarks = [
  'Whoever planned this is an idiot.',
  'Rubbish from the first line to the last.',
  'Are you paid by them?! Answer!!',
  'Stop writing about this, I hate it.',
];
