import type { Locator, Page } from '@playwright/test';
import { expect, sail, test } from './harbour.ts';

/** Without the visitors that the app makes up: they would show in the backends' logs. */
const address = '/shop/orders?traffic=off';

test.use({ berth: { build: 'sample', port: 17_350 } });

const six = ['orders', 'catalog', 'shipping', 'payments', 'pricing', 'notifications'] as const;

test('six services put a page together, as one trace', async ({ page, harbour }) => {
  await page.goto(address);
  await expect(page.getByText('All 6 parts are here.')).toBeVisible();
  await expect(cards(page)).toHaveCount(3);
  const first = cards(page).first();
  await expect(first).toContainText('Order 1021');
  await expect(first).toContainText("Baker's Proofing Basket");
  await expect(first).toContainText(/An Post RR\d+IE/);
  await expect(first).toContainText('Paid');
  await expect(first).toContainText(/€\d/);
  await expect(first).toContainText('Order 1021 was delivered');

  await first.getByRole('button', { name: /^Buy again: Baker/ }).click();
  await expect(page.getByRole('link', { name: '1 in your basket' })).toBeVisible();

  // The page asks the orders service for the names of customers, too: that is no part of it.
  const traces = await Promise.all(
    six.map(async (service) => {
      const entries = await harbour.backends.log(service);
      const own = entries.filter(({ path }) => /customerId=3|[?&](id|orderId)=/.test(path));
      expect(own.length, service).toBeGreaterThan(0);
      return new Set(own.map(({ traceId }) => traceId));
    }),
  );
  const [ofOrders = new Set()] = traces;
  const shared = [...ofOrders].filter((id) => traces.every((ids) => ids.has(id)));
  expect(shared.length).toBeGreaterThan(0);
});

for (const [service, part, words] of [
  ['shipping', 'Parcels', 'Tracking is not available right now'],
  ['payments', 'Payments', 'Not known right now'],
  ['catalog', 'Products', 'Product 18'],
] as const) {
  test(`with ${service} down the page completes with what is there`, async ({ page, harbour }) => {
    await harbour.backends.break(service, { type: 'down' });
    await page.goto(address);
    await expect(page.getByText(`5 of 6 parts are here. Missing: ${part}.`)).toBeVisible();
    await expect(cards(page)).toHaveCount(3);
    await expect(cards(page).first()).toContainText(words);
    await expect(cards(page).first()).toContainText('€117.00');

    await page.getByText('How this page came together').click();
    await expect(page.getByRole('row', { name: part })).toContainText(/no answer|left out/);

    await harbour.backends.mend();
    await expect(async () => {
      await page.getByRole('button', { name: 'Look again' }).click();
      await expect(page.getByText('All 6 parts are here.')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 40_000 });
  });
}

test('what it cannot do without ends the page at once, and aborts what is under way', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await backends.break('payments', { type: 'latency', latency: 3_500, jitter: 0 });
  await backends.break('orders', { type: 'errors', rate: 1, status: 500 });
  await page.goto(address);
  await expect(page.getByText('Your orders cannot be shown right now.')).toBeVisible();
  await expect(part(page, 'Payments')).toContainText('not available');
  await expect(async () => {
    const [asked] = (await backends.log('payments')).filter(({ path }) =>
      path.includes('customerId=3'),
    );
    // Its answer was on its way and within its timeout: nobody but the page has ended it.
    expect(asked?.outcome).toBe('cut');
  }).toPass();
});

test('whoever leaves the page asks nobody any more', async ({ page, harbour }) => {
  const { backends } = harbour;
  await backends.break('shipping', { type: 'hang' });
  await page.goto(address);
  await expect(part(page, 'Parcels')).toContainText('asking');
  await expect(part(page, 'Products')).toContainText('here');
  await sail(page, 'Bank');
  await expect(async () => {
    const asked = (await backends.log('shipping')).filter(({ path }) =>
      path.startsWith('/shipments'),
    );
    expect(asked.map(({ outcome }) => outcome)).toEqual(['cut']);
  }).toPass();
});

test('a customer without orders is told so, and asks nobody about them', async ({
  page,
  harbour,
}) => {
  await page.goto(address);
  await expect(cards(page)).toHaveCount(3);
  await harbour.backends.forget();
  await page.getByRole('combobox', { name: 'Shopping as' }).selectOption({ label: 'Daniel Novak' });
  await expect(page.getByText('No orders yet.')).toBeVisible();
  await expect(page.getByText('All 6 parts are here.')).toBeVisible();
  const asked = (await harbour.backends.log('shipping')).filter(({ path }) =>
    path.startsWith('/ship'),
  );
  expect(asked).toEqual([]);
});

function cards(page: Page): Locator {
  return page.locator('app-order-card');
}

function part(page: Page, label: string): Locator {
  return page
    .getByRole('list', { name: 'Parts of this page' })
    .getByRole('listitem')
    .filter({ hasText: label });
}
