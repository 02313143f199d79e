import type { Page } from '@playwright/test';
import { expect, sail, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_300 } });

test('an order is one order, over a reload and two clicks, and an operator can help it on', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await fillBasket(page);
  await backends.break('shipping', { type: 'errors', rate: 1, status: 422 });
  await page.getByRole('button', { name: 'Place the order' }).dblclick();
  await expect(page.getByText('Your order stopped on the way.')).toBeVisible();
  await page.reload();
  await expect(page.getByText('Your order stopped on the way.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'Paid' })).toContainText('done');

  await backends.mend();
  await sail(page, 'Console');
  await expect(page.getByRole('region', { name: 'Alerts' })).toContainText(
    'A run is stuck at ship',
  );
  await page.getByRole('link', { name: 'Sagas' }).click();
  await expect(page.getByRole('heading', { name: 'Sagas', level: 1 })).toBeVisible();
  await page.getByRole('link', { name: /^place-order/ }).click();
  await page.getByRole('button', { name: 'Skip ship' }).waitFor();
  await page.getByRole('button', { name: 'Undo everything' }).click();
  const dialog = page.getByRole('dialog', { name: 'Undo everything' });
  await dialog.getByLabel('Your name').fill('Ada');
  await dialog.getByLabel('Reason').fill('no carrier goes there');
  await dialog.getByRole('button', { name: 'Undo everything' }).click();
  await expect(page.getByRole('row', { name: /place-order/ })).toContainText('Undone');

  const sent = async (service: string, method: string): Promise<number> =>
    (await backends.log(service)).filter((entry) => entry.method === method).length;
  for (const service of ['inventory', 'orders', 'payments']) {
    expect(await sent(service, 'POST'), `orders at ${service}`).toBe(1);
    expect(await sent(service, 'DELETE'), `undone at ${service}`).toBe(1);
  }
});

test('a card that is refused leaves nothing behind, and the next one pays', async ({ page }) => {
  await fillBasket(page);
  await page.getByLabel('Pay with').selectOption('card-declined');
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByText('Your bank refused the payment.')).toContainText('nothing paid');
  await page.getByRole('button', { name: 'Back to the basket' }).click();
  await page.getByLabel('Pay with').selectOption({ index: 0 });
  await page.getByRole('button', { name: 'Place the order' }).click();
  await expect(page.getByText(/is on its way: parcel RR\d+IE/)).toBeVisible();
  await page.reload();
  await expect(page.getByText(/is on its way: parcel RR\d+IE/)).toBeVisible();
  await sail(page, 'Shop');
  await expect(page.getByRole('button', { name: /^Basket/ })).toContainText('0');
});

async function fillBasket(page: Page): Promise<void> {
  await page.goto('/shop');
  await page.getByRole('button', { name: /^Add to basket: Fjord/ }).click();
  await page.getByRole('button', { name: /^Basket/ }).click();
  await page.getByRole('link', { name: 'Check out' }).click();
  await expect(page.getByText('Total')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Place the order' })).toHaveAttribute(
    'aria-disabled',
    'false',
  );
}
