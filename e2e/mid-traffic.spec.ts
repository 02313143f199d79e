import { expect, test } from './traffic-lab/traffic-test.ts';

// What happens to requests that are under way when instances go: by accident, and in good order.
test.use({ port: 17_500 });

/** Milliseconds that every answer takes, so that requests are under way when something happens. */
const work = { type: 'latency', latency: 120, jitter: 0 };

for (const method of ['GET', 'PUT'] as const) {
  test(`an instance is killed while ${method} requests run, and none is lost`, async ({
    backends,
    tab,
  }) => {
    const instances = backends.instances('catalog');
    const page = await tab({
      services: [{ name: 'catalog', match: '/api/catalog', instances }],
    });
    await backends.break('catalog', work);
    const body: unknown = await (await fetch(`${instances[0]?.url}/products/1`)).json();
    await backends.forget();
    const fired = page.fire({
      url: '/api/catalog/products/1',
      method,
      ...(method === 'PUT' && { body }),
      duration: 2_000,
      width: 9,
    });
    await page.page.waitForTimeout(800);
    // Its listener closes and takes all connections with it.
    await backends.break('catalog/catalog-1', { type: 'down' });
    const outcomes = await fired;

    expect(outcomes.length).toBeGreaterThan(60);
    expect(outcomes.filter(({ status }) => status !== 200)).toEqual([]);
    const attempts = (await backends.log('catalog')).filter((entry) => entry.method === method);
    const cut = attempts.filter(({ outcome }) => outcome === 'cut');
    expect(cut.length, 'requests that the kill has hit').toBeGreaterThan(0);
    expect(new Set(cut.map(({ instance }) => instance))).toEqual(new Set(['catalog-1']));
    // Whoever was hit was answered by another: there are as many answers as there were requests.
    const answered = attempts.filter(({ outcome }) => outcome === 'answered');
    expect(answered.length).toBe(outcomes.length);
    expect(cut.length, 'no more than a volley has lanes').toBeLessThanOrEqual(9);
  });
}

test('one that leaves the registry gets nothing new, and finishes what it has', async ({
  backends,
  tab,
}) => {
  const page = await tab({
    services: [{ name: 'orders', match: '/api/orders', discover: true, timeout: 10_000 }],
    registry: { type: 'consul', url: backends.url, wait: 20_000 },
  });
  await expect.poll(() => page.instances('orders')).toEqual(['orders-1', 'orders-2']);
  await backends.break('orders', { type: 'latency', latency: 2_000, jitter: 0 });
  await backends.forget();
  const url = '/api/orders/orders/1021';
  const underWay = page.fire({ url, duration: 200, width: 8 });
  await expect.poll(async () => (await backends.log('orders')).length, { intervals: [50] }).toBe(8);

  await backends.tellRegistry('service/deregister/orders-1');
  await expect.poll(() => page.instances('orders'), { intervals: [50] }).toEqual(['orders-2']);
  await backends.break('orders/orders-2', work);
  const before = (await backends.log('orders')).length;
  const later = await page.fire({ url, duration: 800, width: 4 });
  const fresh = (await backends.log('orders')).slice(before);
  expect(later.length).toBeGreaterThan(8);
  expect(new Set(fresh.map(({ instance }) => instance))).toEqual(new Set(['orders-2']));

  const finished = await underWay;
  expect(finished.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 200));
  const byInstance = finished.map(({ instance }) => instance);
  expect(byInstance, 'some were under way at the one that left').toContain('orders-1');
  const cut = (await backends.log('orders')).filter(({ outcome }) => outcome === 'cut');
  expect(cut).toEqual([]);
});
