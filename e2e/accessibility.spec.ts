import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';
import { expect, sail, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_250 } });

const axe = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const pages = [
  ['shop', '/shop', 'Good things, well made'],
  ['product', '/shop/products/7', 'Harbour Desk Lamp'],
  ['checkout', '/shop/checkout', 'Checkout'],
  ['orders', '/shop/orders', 'Your orders'],
  ['bank', '/bank', 'Your money, in order'],
  ['media', '/media', 'The Harbour Reader'],
  ['story', '/media/articles/4', 'The ferry that runs'],
  ['console', '/console', 'Overview'],
  ['console, alerts', '/console/alerts', 'Alerts'],
  ['console, metrics', '/console/metrics', 'Metrics'],
  ['console, sagas', '/console/sagas', 'Sagas'],
  ['console, degradation', '/console/degradation', 'Degradation'],
  ['console, outbox', '/console/outbox', 'Outbox'],
  ['console, caches', '/console/caches', 'Caches'],
  ['console, a service', '/console?sel=catalog', 'Catalog'],
  ['console, faults', '/console?panel=faults', 'Faults'],
] as const;

for (const [name, path, heading] of pages) {
  test(`${name} has no violation that axe can find, light or dark`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    await expectNoViolations(page);
  });
}

test('a shop on half its services has none either', async ({ page, harbour }) => {
  await page.goto('/shop');
  await expect(page.locator('app-product-card')).toHaveCount(40);
  await expect(page.locator('app-product-card').first()).toContainText(/€\d/);
  await harbour.backends.break('pricing', { type: 'down' });
  await harbour.backends.break('inventory', { type: 'down' });
  await expect(page.getByText(/Prices from \d/)).toBeVisible({ timeout: 20_000 });
  await expect(page.locator('convoy-notice')).toContainText('Prices', { timeout: 30_000 });
  await expectNoViolations(page);
});

test('everything can be reached and used by keyboard', async ({ page }) => {
  await page.goto('/shop');
  await expect(page.locator('app-product-card')).toHaveCount(40);

  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'Shopping as' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Your orders' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Basket/ })).toBeFocused();

  await page.getByRole('button', { name: /^Add to basket: Fjord/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Basket/ }).focus();
  await page.keyboard.press('Enter');
  const basket = page.getByRole('dialog', { name: 'Basket' });
  await expect(basket).toContainText('Fjord Over-Ear Headphones');
  await basket.getByRole('button', { name: /^One more/ }).press('Space');
  await expect(basket).toContainText('2');
  await page.keyboard.press('Escape');
  await expect(basket).toBeHidden();
  await expect(page.getByRole('button', { name: /^Basket/ })).toBeFocused();

  await page.getByRole('button', { name: 'lighting' }).press('Enter');
  await expect(page.locator('app-product-card')).toHaveCount(5);
  const traffic = page.getByRole('switch', { name: 'Demo traffic' });
  await traffic.press('Space');
  await expect(traffic).not.toBeChecked();
});

test('a new page has a title, and the focus on its heading', async ({ page }) => {
  await page.goto('/shop');
  await page.getByRole('banner').getByRole('link', { name: 'Bank', exact: true }).press('Enter');
  await expect(page).toHaveTitle('Bank · Harbour');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await sail(page, 'Media');
  await expect(page).toHaveTitle('Media · Harbour');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await page.goto('/nowhere');
  await expect(page).toHaveTitle('Not found · Harbour');
});

test('the theme follows the system until somebody chooses, and is remembered', async ({ page }) => {
  const scheme = (): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.goto('/shop');
  const light = await scheme();
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(scheme).not.toBe(light);

  await page.getByRole('button', { name: /^Theme: like the system/ }).click();
  await expect.poll(scheme).toBe(light);
  await page.reload();
  await expect(page.getByRole('button', { name: /^Theme: light/ })).toBeVisible();
  expect(await scheme()).toBe(light);
});

test('no page scrolls sideways, from a small phone to a wide screen', async ({ page }) => {
  for (const path of [
    '/shop',
    '/shop/products/7',
    '/shop/checkout',
    '/shop/orders',
    '/bank',
    '/media',
    '/media/articles/4',
    '/console',
    '/console/sagas',
    '/console/degradation',
  ]) {
    await page.goto(path);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    for (const width of [360, 768, 1280, 1600]) {
      await page.setViewportSize({ width, height: 800 });
      await painted(page);
      const excess = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(excess, `${path} at ${width}`).toBeLessThanOrEqual(0);
    }
  }
});

async function expectNoViolations(page: Page): Promise<void> {
  await page.addScriptTag({ path: axe });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // These pages are alive: what axe catches between two states of a row is gone at the second look.
    await expect(async () => {
      await painted(page);
      expect(await violations(page), colorScheme).toEqual([]);
    }).toPass({ timeout: 20_000 });
  }
}

/** Lets a change of theme or size reach every element, short transitions included. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => null)));
  });
}

/** What axe finds, one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  const options: RunOptions = { runOnly: { type: 'tag', values: rules } };
  const results = await page.evaluate(async (given) => {
    const { axe: engine } = globalThis as unknown as {
      axe: { run(options: RunOptions): Promise<AxeResults> };
    };
    return engine.run(given);
  }, options);
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
