import { Problem } from '../../http/problem.ts';
import { table } from '../service-definition.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { drawPrices } from './prices.ts';

/** Value added tax contained in every price. */
const taxRate = 0.21;

export const pricing: ServiceDefinition = {
  name: 'pricing',
  business: 'shop',
  releases: { v1: '1.9.3', v2: '2.0.0-rc.3' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 20, jitter: 10, cost: 0.55, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 26, jitter: 14, cost: 0.55, weight: 100 },
    { zone: 'us-east-1a', version: 'v2', latency: 60, jitter: 45, cost: 0.3, weight: 10 },
  ],
  tables: (seed) => ({ prices: drawPrices(seed).map((price) => ({ ...price })), quotes: [] }),
  rules: {
    quotes: {
      create(body, tables) {
        const lines = body.list('lines').map((line) => {
          const productId = line.integer('productId', { min: 1, max: 1_000_000 });
          const quantity = line.integer('quantity', { min: 1, max: 1_000 });
          const price = table(tables, 'prices').find((row) => row.id === productId);
          if (price === undefined) {
            throw new Problem(422, 'no-such-product', 'No price', `No product ${productId}.`);
          }
          return { productId, quantity, unitAmount: Number(price['amount']) };
        });
        const total = lines.reduce((sum, line) => sum + line.quantity * line.unitAmount, 0);
        const tax = Math.round(total - total / (1 + taxRate));
        return { lines, subtotal: total, tax, total, currency: 'EUR' };
      },
    },
  },
};
