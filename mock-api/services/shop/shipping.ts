import { Problem } from '../../http/problem.ts';
import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger } from '../draw.ts';
import { people } from '../people.ts';
import { table } from '../service-definition.ts';
import type { Row, ServiceDefinition } from '../service-definition.ts';
import { orderHistory } from './order-history.ts';

const carriers: Readonly<Record<string, string>> = {
  AT: 'Österreichische Post',
  CZ: 'Česká pošta',
  DE: 'DHL',
  ES: 'Correos',
  FR: 'La Poste',
  GB: 'Royal Mail',
  IE: 'An Post',
  IT: 'Poste Italiane',
  NL: 'PostNL',
  PT: 'CTT',
  SE: 'PostNord',
  US: 'USPS',
};

export const shipping: ServiceDefinition = {
  name: 'shipping',
  business: 'shop',
  releases: { v1: '1.4.7' },
  // It is asked by many and changes seldom; and what is slow there is the carriers.
  health: { maxAge: 20, affects: ['/rates{?country}', '/shipments/{id}'] },
  instances: [
    { zone: 'eu-west-1b', version: 'v1', latency: 45, jitter: 25, cost: 0.9, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 100, jitter: 45, cost: 0.6, weight: 60 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/shipping`);
    const rates = Object.entries(carriers).flatMap(([country, carrier]) => [
      rate(country, 'Standard', carrier, drawInteger(random, 39, 69) * 10, 3),
      rate(country, 'Express', 'UPS', drawInteger(random, 99, 159) * 10, 1),
    ]);
    const shipments = orderHistory(seed)
      .filter((order) => order.status !== 'placed')
      .map((order, index) => {
        const country = people.find(({ id }) => id === order.customerId)?.country ?? 'DE';
        return {
          id: 9001 + index,
          orderId: order.id,
          rateId: `${country.toLowerCase()}-standard`,
          carrier: carriers[country],
          trackingCode: trackingCode(country, drawInteger(random, 100_000_000, 999_999_999)),
          status: order.status === 'shipped' ? 'in-transit' : order.status,
          estimatedDelivery: daysAgo(order.age - 4).slice(0, 10),
          createdAt: daysAgo(order.age - 0.6),
        };
      });
    return { shipments, rates };
  },
  rules: {
    shipments: {
      create(body, tables) {
        const rateId = body.text('rateId');
        const orderId = body.integer('orderId', { min: 1, max: 1e9 });
        const chosen = table(tables, 'rates').find((row) => row.id === rateId);
        if (chosen === undefined) {
          throw new Problem(422, 'no-such-rate', 'No such rate', `No shipping rate "${rateId}".`, {
            members: { rateId },
          });
        }
        return {
          orderId,
          rateId,
          carrier: chosen['carrier'],
          trackingCode: trackingCode(String(chosen['country']), 500_000_000 + orderId),
          status: 'label-created',
          estimatedDelivery: daysAgo(-Number(chosen['days'])).slice(0, 10),
        };
      },
      undo: { status: 'cancelled' },
    },
  },
};

function rate(country: string, name: string, carrier: string, amount: number, days: number): Row {
  const id = `${country}-${name}`.toLowerCase();
  return { id, country, carrier, name, amount, currency: 'EUR', days };
}

function trackingCode(country: string, digits: number): string {
  return `RR${digits}${country}`;
}
