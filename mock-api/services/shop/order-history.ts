import { seededRandom } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawInteger, drawOne, drawSome } from '../draw.ts';
import { people } from '../people.ts';
import { products } from './products.ts';

export interface PastOrder {
  readonly id: number;
  readonly customerId: number;
  readonly lines: readonly {
    readonly productId: number;
    readonly quantity: number;
    readonly unitAmount: number;
  }[];
  /** Cents */
  readonly total: number;
  readonly currency: 'EUR';
  readonly status: 'delivered' | 'shipped' | 'placed';
  readonly createdAt: string;
  /** Days ago. */
  readonly age: number;
}

/**
 * What was bought before we came, oldest first. Orders, payments, shipping and recommendations each have data of their own
 * that tells about the same purchases.
 */
export function orderHistory(seed: number): PastOrder[] {
  const random = seededRandom(`${seed}/order-history`);
  return Array.from({ length: 24 }, (_, index) => {
    const age = 46 - index * 1.9 - random();
    const lines = drawSome(random, products, drawInteger(random, 1, 3)).map((product) => ({
      productId: product.id,
      quantity: drawOne(random, [1, 1, 1, 2, 2, 3]),
      unitAmount: product.listAmount,
    }));
    return {
      id: 1001 + index,
      customerId: drawOne(random, people).id,
      lines,
      total: lines.reduce((sum, line) => sum + line.quantity * line.unitAmount, 0),
      currency: 'EUR',
      status: age > 6 ? 'delivered' : age > 2 ? 'shipped' : 'placed',
      createdAt: daysAgo(age),
      age,
    };
  });
}
