import { readFileSync } from 'node:fs';
import { allServices } from './all-services.ts';
import type { Row } from './service-definition.ts';

function rows(service: string, resource: string, seed = 42): readonly Row[] {
  const found = allServices.find(({ name }) => name === service)?.tables(seed)[resource];
  if (found === undefined) throw new Error(`No ${resource} in ${service}.`);
  return found;
}

const ids = (list: readonly Row[]): Set<unknown> => new Set(list.map(({ id }) => id));

describe('allServices', () => {
  it('are sixteen, of three businesses, with two or three instances each', () => {
    expect(allServices.map(({ name, business }) => `${business}/${name}`)).toEqual([
      ...['catalog', 'inventory', 'pricing', 'orders'].map((name) => `shop/${name}`),
      ...['payments', 'shipping', 'recommendations', 'notifications'].map((name) => `shop/${name}`),
      ...['accounts', 'transfers', 'fraud', 'compliance'].map((name) => `bank/${name}`),
      ...['content', 'personalization', 'moderation', 'analytics'].map((name) => `media/${name}`),
    ]);
    for (const { name, instances } of allServices) {
      expect(instances.length).withContext(name).toBeGreaterThanOrEqual(2);
      expect(instances.length).withContext(name).toBeLessThanOrEqual(3);
    }
  });

  it('have a release for every version that runs', () => {
    for (const { name, instances, releases } of allServices) {
      for (const { version } of instances) {
        expect(releases[version])
          .withContext(name)
          .toMatch(/^\d+\.\d+\.\d+/);
      }
    }
  });

  it('stand in the README on the ports they take', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    let offset = 0;
    for (const { name, instances } of allServices) {
      for (const [index, { zone, version, latency, jitter, cost, weight }] of instances.entries()) {
        offset += 1;
        const where = zone.replace('eu-west-1', 'eu-1').replace('us-east-1', 'us-1');
        const what = version === 'v2' ? '**v2 canary**' : version;
        const id = `${name}-${index + 1}`;
        expect(readme).toContain(
          `\`${id}\` +${offset} ${where} ${what} ${latency}+${jitter} ${cost.toFixed(2)} w${weight}`,
        );
      }
    }
  });

  it('give the same data for the same seed, and other data for another', () => {
    const data = (seed: number): string => JSON.stringify(allServices.map((s) => s.tables(seed)));
    expect(data(42)).toBe(data(42));
    expect(data(42)).not.toBe(data(43));
  });

  it('give fresh rows every time: what one run writes, the next does not see', () => {
    const [first] = rows('catalog', 'products');
    if (first !== undefined) first['name'] = 'Overwritten';
    expect(rows('catalog', 'products')[0]?.['name']).not.toBe('Overwritten');
    const [articles] = rows('content', 'articles');
    expect(articles).not.toBe(rows('content', 'articles')[0]);
  });

  it('agree on products, customers, orders and articles', () => {
    const products = ids(rows('catalog', 'products'));
    const customers = ids(rows('orders', 'customers'));
    const orders = ids(rows('orders', 'orders'));
    const articles = ids(rows('content', 'articles'));
    expect([products.size, customers.size, articles.size]).toEqual([40, 12, 30]);
    expect(ids(rows('pricing', 'prices'))).toEqual(products);
    expect(ids(rows('inventory', 'stock'))).toEqual(products);
    expect(ids(rows('recommendations', 'recommendations'))).toEqual(customers);
    expect(ids(rows('personalization', 'feeds'))).toEqual(customers);
    for (const payment of rows('payments', 'payments')) {
      expect(orders.has(payment['orderId'])).toBeTrue();
    }
    const rates = ids(rows('shipping', 'rates'));
    for (const shipment of rows('shipping', 'shipments')) {
      expect(orders.has(shipment['orderId'])).toBeTrue();
      expect(rates.has(shipment['rateId'])).toBeTrue();
    }
    for (const { products: recommended } of rows('recommendations', 'recommendations')) {
      for (const { productId } of recommended as { productId: number }[]) {
        expect(products.has(productId)).toBeTrue();
      }
    }
    for (const comment of rows('moderation', 'comments')) {
      expect(articles.has(comment['articleId'])).toBeTrue();
    }
  });

  it('recommend nobody what he has bought', () => {
    for (const { id, products } of rows('recommendations', 'recommendations')) {
      const bought = rows('orders', 'orders')
        .filter(({ customerId }) => customerId === id)
        .flatMap(({ lines }) => lines as { productId: number }[])
        .map(({ productId }) => productId);
      for (const { productId } of products as { productId: number }[]) {
        expect(bought).not.toContain(productId);
      }
    }
  });

  it('price in whole cents, never above the list', () => {
    for (const { amount, listAmount, discount } of rows('pricing', 'prices')) {
      expect(Number.isInteger(amount)).toBeTrue();
      expect(Number(amount) < Number(listAmount)).toBe(discount !== undefined);
    }
  });

  it('write in English, in sentences', () => {
    const texts = [
      ...rows('catalog', 'products').map(({ description }) => String(description)),
      ...rows('content', 'articles').flatMap(({ summary, body }) => [
        String(summary),
        ...(body as string[]),
      ]),
    ];
    for (const text of texts) {
      expect(text).toMatch(/^[A-Z“].*[.?!]$/);
      expect(text).not.toMatch(/lorem|ipsum/i);
    }
  });
});
