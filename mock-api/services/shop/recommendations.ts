import { seededRandom } from '../../random.ts';
import type { Random } from '../../random.ts';
import { daysAgo } from '../days-ago.ts';
import { drawOne, drawSome } from '../draw.ts';
import { people } from '../people.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { orderHistory } from './order-history.ts';
import { products } from './products.ts';

type ListedProduct = (typeof products)[number];

export const recommendations: ServiceDefinition = {
  name: 'recommendations',
  business: 'shop',
  releases: { v1: '1.2.9', v2: '2.0.0-rc.1' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 55, jitter: 35, cost: 1.2, weight: 100 },
    { zone: 'eu-west-1b', version: 'v2', latency: 38, jitter: 22, cost: 1.5, weight: 20 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/recommendations`);
    const history = orderHistory(seed);
    return {
      recommendations: people.map(({ id }) => {
        const bought = new Set(
          history
            .filter((order) => order.customerId === id)
            .flatMap((order) => order.lines.map((line) => line.productId)),
        );
        return {
          id,
          strategy: bought.size > 0 ? 'bought-together' : 'popular',
          products: recommend(
            random,
            products.filter((product) => bought.has(product.id)),
          ),
          generatedAt: daysAgo(random()),
        };
      }),
      trending: drawSome(random, products, 8).map(({ id }, index) => ({
        id: index + 1,
        productId: id,
        reason: index < 3 ? 'Most bought this week' : 'Rising since Monday',
      })),
    };
  },
};

function recommend(
  random: Random,
  bought: readonly ListedProduct[],
): { productId: number; reason: string }[] {
  const fresh = products.filter((product) => !bought.includes(product));
  return drawSome(random, fresh, 6).map((product) => {
    const related = bought.filter((other) => other.category === product.category);
    const reason =
      related.length > 0
        ? `Goes with your ${drawOne(random, related).name}`
        : drawOne(random, [
            `Popular in ${product.category.name}`,
            'Customers like you bought this',
            'Well rated this month',
          ]);
    return { productId: product.id, reason };
  });
}
