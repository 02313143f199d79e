import { seededRandom } from '../../random.ts';
import { drawInteger } from '../draw.ts';
import type { ServiceDefinition } from '../service-definition.ts';
import { categories, products } from './products.ts';

export const catalog: ServiceDefinition = {
  name: 'catalog',
  business: 'shop',
  releases: { v1: '1.14.2' },
  instances: [
    { zone: 'eu-west-1a', version: 'v1', latency: 18, jitter: 14, cost: 0.4, weight: 100 },
    { zone: 'eu-west-1b', version: 'v1', latency: 24, jitter: 16, cost: 0.4, weight: 100 },
    { zone: 'us-east-1a', version: 'v1', latency: 95, jitter: 40, cost: 0.22, weight: 50 },
  ],
  tables(seed) {
    const random = seededRandom(`${seed}/catalog`);
    return {
      products: products.map(({ id, name, description, category, image }) => ({
        id,
        name,
        description,
        category: category.id,
        image,
        hue: (category.hue + drawInteger(random, -12, 12) + 360) % 360,
        rating: drawInteger(random, 37, 49) / 10,
        reviews: drawInteger(random, 8, 640),
      })),
      categories: categories.map(({ id, name, image }) => ({ id, name, image })),
    };
  },
};
