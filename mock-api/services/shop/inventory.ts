import { Problem } from '../../http/problem.ts';
import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger, drawOne } from '../draw.ts';
import { table } from '../service-definition.ts';
import type { Row, ServiceDefinition, Tables } from '../service-definition.ts';
import { products } from './products.ts';

interface StockRow extends Row {
  available: number;
  reserved: number;
}

interface ReservedLine {
  readonly productId: number;
  readonly quantity: number;
}

export const inventory: ServiceDefinition = {
  name: 'inventory',
  business: 'shop',
  releases: { v1: '1.6.0' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 22, jitter: 12, cost: 0.35, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 28, jitter: 18, cost: 0.35, weight: 100 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/inventory`);
    const stock = products.map(({ id }) => {
      // A few shelves are empty or nearly so: the page has to show that too.
      const available = random() < 0.08 ? 0 : drawInteger(random, 2, 60);
      return {
        id,
        available,
        reserved: 0,
        warehouse: drawOne(random, ['Rotterdam', 'Leipzig', 'Dublin']),
        restockAt: available < 6 ? daysAgo(-drawInteger(random, 2, 14)) : null,
      };
    });
    return { stock, reservations: [] };
  },
  rules: {
    reservations: {
      create(body, tables) {
        const lines = body.list('lines').map((line) => ({
          productId: line.integer('productId', { min: 1, max: 1_000_000 }),
          quantity: line.integer('quantity', { min: 1, max: 1_000 }),
        }));
        const customerId = body.integer('customerId', { min: 1, max: 1_000_000 });
        const wanted = new Map<number, number>();
        for (const { productId, quantity } of lines) {
          wanted.set(productId, (wanted.get(productId) ?? 0) + quantity);
        }
        for (const [productId, quantity] of wanted) refuseMissing(tables, productId, quantity);
        move(tables, lines, 1);
        return { customerId, lines, status: 'reserved' };
      },
      undo: {
        status: 'released',
        revert: (row, tables) => move(tables, row['lines'] as readonly ReservedLine[], -1),
      },
    },
  },
};

function refuseMissing(tables: Tables, productId: number, quantity: number): void {
  const available = stockOf(tables, productId)?.available ?? 0;
  if (available >= quantity) return;
  throw new Problem(
    409,
    'out-of-stock',
    'Out of stock',
    `Product ${productId}: ${quantity} wanted, ${available} available.`,
    { members: { productId, quantity, available } },
  );
}

function move(tables: Tables, lines: readonly ReservedLine[], direction: 1 | -1): void {
  for (const { productId, quantity } of lines) {
    const row = stockOf(tables, productId);
    if (row === undefined) continue;
    row.available -= direction * quantity;
    row.reserved += direction * quantity;
  }
}

function stockOf(tables: Tables, productId: number): StockRow | undefined {
  return (table(tables, 'stock') as StockRow[]).find((row) => row.id === productId);
}
