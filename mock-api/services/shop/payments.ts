import { Problem } from '../../http/problem.ts';
import { seededRandom } from '../../random.ts';
import { drawInteger, drawOne } from '../draw.ts';
import { people } from '../people.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { orderHistory } from './order-history.ts';

/** The method no bank accepts: how a checkout fails for a reason that is nobody's fault. */
const declined = 'card-declined';

export const payments: ServiceDefinition = {
  name: 'payments',
  business: 'shop',
  releases: { v1: '1.11.4' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 65, jitter: 30, cost: 2.1, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 110, jitter: 40, cost: 1.6, weight: 60 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/payments`);
    const cards = people.map(({ id }) => ({
      id: `card-${id}`,
      customerId: id,
      kind: 'card',
      label: `${drawOne(random, ['Visa', 'Mastercard'])} ending ${drawInteger(random, 1000, 9999)}`,
      expires: `20${drawInteger(random, 27, 30)}-0${drawInteger(random, 1, 9)}`,
    }));
    return {
      payments: orderHistory(seed).map((order, index) => ({
        id: 5001 + index,
        orderId: order.id,
        customerId: order.customerId,
        amount: order.total,
        currency: order.currency,
        method: `card-${order.customerId}`,
        status: order.status === 'placed' ? 'authorized' : 'captured',
        createdAt: order.createdAt,
      })),
      methods: [
        ...cards,
        {
          id: 'sepa-9',
          customerId: 9,
          kind: 'sepa',
          label: 'Sparkasse, DE89 …3000',
          expires: null,
        },
        {
          id: declined,
          customerId: 1,
          kind: 'card',
          label: 'Visa ending 0002 (always declined)',
          expires: '2027-01',
        },
      ],
    };
  },
  rules: {
    payments: {
      create(body) {
        const method = body.text('method');
        const row = {
          orderId: body.has('orderId') ? body.integer('orderId', { min: 1, max: 1e9 }) : null,
          customerId: body.integer('customerId', { min: 1, max: 1_000_000 }),
          amount: body.integer('amount', { min: 1, max: 100_000_000 }),
          currency: body.text('currency', 'EUR'),
          method,
          status: 'authorized',
        };
        if (method === declined) {
          throw new Problem(402, 'declined', 'Payment declined', 'The bank refused the card.', {
            members: { method },
          });
        }
        return row;
      },
      undo: { status: 'refunded' },
    },
  },
};
