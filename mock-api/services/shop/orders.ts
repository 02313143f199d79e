import { people } from '../people.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { orderHistory } from './order-history.ts';

export const orders: ServiceDefinition = {
  name: 'orders',
  business: 'shop',
  releases: { v1: '1.21.0' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 40, jitter: 20, cost: 0.8, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 46, jitter: 24, cost: 0.8, weight: 100 },
  ],
  tables: (seed) => ({
    orders: orderHistory(seed).map(
      ({ id, customerId, lines, total, currency, status, createdAt }) => ({
        id,
        customerId,
        lines,
        total,
        currency,
        status,
        createdAt,
      }),
    ),
    customers: people.map(({ id, name, city, country, since }) => ({
      id,
      name,
      email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
      city,
      country,
      since,
    })),
  }),
  rules: {
    orders: {
      create: (body) => ({
        customerId: body.integer('customerId', { min: 1, max: 1_000_000 }),
        lines: body.list('lines').map((line) => line.all),
        total: body.integer('total', { min: 0, max: 100_000_000 }),
        currency: body.text('currency', 'EUR'),
        status: 'placed',
      }),
      undo: { status: 'cancelled' },
    },
  },
};
