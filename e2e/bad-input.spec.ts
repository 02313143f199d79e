import type { Locator, Page } from '@playwright/test';
import { ConsolePage } from './console-page.ts';
import { expect, sail, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_200 } });

const rubbish = [
  ['that is not JSON', { type: 'malformedJson' }, 'the answer is not JSON'],
  ['of nothing', { type: 'empty' }, 'lists no instance'],
  ['of 500', { type: 'errors', rate: 1, status: 500 }, 'answers 500'],
] as const;

for (const [title, fault, words] of rubbish) {
  test(`a registry's answer ${title} changes no instance, and an alert says so`, async ({
    page,
    harbour,
  }) => {
    const console = new ConsolePage(page);
    const problems = page.getByRole('region', { name: 'Registry' });
    await page.goto('/console');
    await expect(console.service('Catalog')).toContainText('3/3');
    await expect(problems).toHaveCount(0);

    await harbour.backends.break('registry', fault);
    // After a burst the registry is asked at most once in 15 seconds.
    const problem = problems.getByRole('listitem').filter({ hasText: 'catalog' });
    await expect(problem).toContainText(words, { timeout: 45_000 });
    const alerts = page.getByRole('region', { name: 'Alerts' });
    await expect(alerts.getByRole('listitem').filter({ hasText: words }).first()).toBeVisible();
    await expect(console.service('Catalog')).toContainText('3/3');
    await sail(page, 'Shop');
    await expect(products(page)).toHaveCount(40);

    await harbour.backends.mend();
    await sail(page, 'Console');
    await expect(problems).toHaveCount(0, { timeout: 40_000 });
  });
}

test('a registry that never answers changes no instance', async ({ page, harbour }) => {
  await harbour.backends.break('registry', { type: 'hang' });
  await page.goto('/shop');
  await expect(products(page)).toHaveCount(40);
  await expect(products(page).first()).toContainText(/€\d/);
});

test('prices that never came leave the rest of the shop as it is', async ({ page, harbour }) => {
  await harbour.backends.break('pricing', { type: 'down' });
  await page.goto('/shop');
  await expect(products(page)).toHaveCount(40);
  await expect(page.getByText('Prices are not available right now.')).toBeVisible();
  await expect(products(page).first()).toContainText('No price right now');
  await expect(products(page).first()).toContainText(/In stock|Only|Back on|Sold out/);

  await harbour.backends.mend();
  await expect(products(page).first()).toContainText(/€\d/, { timeout: 30_000 });
  await expect(page.getByText('Prices are not available right now.')).toBeHidden();
});

test('bodies that are no JSON, cut short or refused count as what they are', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await backends.break('pricing', { type: 'malformedJson' });
  await backends.break('inventory', { type: 'truncatedBody', bytes: 10 });
  await backends.break('recommendations', { type: 'rateLimit', retryAfter: 2 });
  await page.goto('/shop');
  await expect(products(page)).toHaveCount(40);
  await expect(products(page).first()).toContainText('No price right now');
  await expect(products(page).first()).toContainText('Stock not known right now');
  await expect(page.getByText('We have no recommendations for you right now.')).toBeVisible();
  await sail(page, 'Console');
  for (const label of ['Pricing', 'Inventory']) {
    await expect(new ConsolePage(page).service(label)).toContainText('Down');
  }
});

test('a health endpoint that hangs takes its instance out', async ({ page, harbour }) => {
  await harbour.backends.break('payments/payments-2', { type: 'hang' });
  const console = new ConsolePage(page);
  await page.goto('/console');
  await expect(console.service('Payments')).toContainText('1/2', { timeout: 40_000 });
  await expect(console.service('Payments')).toContainText('Degraded');
});

test('without personalization the magazine shows the newest', async ({ page, harbour }) => {
  await harbour.backends.break('personalization', { type: 'down' });
  await page.goto('/media');
  await expect(
    page.getByText('Your personal front page is not available right now.'),
  ).toBeVisible();
  await expect(page.getByRole('article').getByRole('heading')).toHaveText(/\w/);
  await page.getByRole('article').getByRole('link').click();
  await expect(page).toHaveTitle('Story · Harbour');
  await expect(page.getByRole('heading', { name: 'What readers say' })).toBeVisible();
});

test('a transfer is booked once both controls let it pass, and never unchecked', async ({
  page,
  harbour,
}) => {
  await page.goto('/bank');
  await fillIn(page, { beneficiary: 'Casa Verde Lda', amount: '250' });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(outcome(page)).toContainText('€250.00 are on their way to Casa Verde Lda.');
  await expect(page.getByRole('listitem').filter({ hasText: '−€250.00' })).toHaveCount(1);

  await fillIn(page, { beneficiary: 'Grey Heron Shipping', amount: '10' });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(outcome(page)).toContainText('on a sanctions list (Grey Heron Shipping)');

  await harbour.backends.break('compliance', { type: 'down' });
  await fillIn(page, { beneficiary: 'Casa Verde Lda', amount: '30' });
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(outcome(page)).toContainText('compliance control cannot be reached', {
    timeout: 20_000,
  });
  await expect(outcome(page)).toContainText('Nothing was sent.');
  const sent = (await harbour.backends.log('transfers')).filter(({ method }) => method === 'POST');
  expect(sent).toHaveLength(1);
});

function products(page: Page): Locator {
  return page.locator('app-product-card');
}

function outcome(page: Page): Locator {
  return page.locator('app-transfer-form').getByRole('status');
}

async function fillIn(
  page: Page,
  { beneficiary, amount }: { beneficiary: string; amount: string },
): Promise<void> {
  await page.getByLabel('To', { exact: true }).fill(beneficiary);
  await page.getByLabel('IBAN').fill('PT50 0002 0123 1234 5678 9015 4');
  await page.getByLabel('Amount in €').fill(amount);
}
