import type { Page } from '@playwright/test';
import { ConsolePage } from './console-page.ts';
import { expect, sail, test } from './harbour.ts';

/** What the retry budget allows beyond one attempt per call: what it holds when full, a share of the calls, one in 5 s. */
function budget(calls: number, seconds: number): number {
  return 10 + 0.2 * calls + seconds / 5;
}

/** Backends are broken and mended, and the user hardly notices; told once for every way to host the app. */
export function tellTheStory(): void {
  test('a backend is broken and mended, and the user hardly notices', async ({ page, harbour }) => {
    const { backends } = harbour;
    const console = new ConsolePage(page);
    const level = page.getByRole('banner').getByRole('link', { name: /^Level/ });
    const notice = page.locator('convoy-notice').getByRole('status');

    await test.step('the shop shows what real services say', async () => {
      await page.goto('/');
      await expect(page).toHaveTitle('Shop · Harbour');
      await expect(cards(page)).toHaveCount(40);
      await expect(cards(page).first()).toContainText(/€\d/);
      await expect(cards(page).first()).toContainText(/In stock|Only|Back on|Sold out/);
      await expect(picks(page)).toHaveCount(6);
      await expect(level).toHaveText(/Full service/);
      for (const service of ['catalog', 'pricing', 'inventory', 'recommendations']) {
        const entries = await backends.log(service);
        expect(entries.length, `requests to ${service}`).toBeGreaterThan(0);
        expect(entries.every(({ traceId }) => /^[0-9a-f]{32}$/.test(traceId ?? ''))).toBe(true);
      }
    });

    await test.step('one catalog instance stops: traffic moves', async () => {
      await sail(page, 'Console');
      await expect(console.service('Catalog')).toContainText('3/3');
      await console.stopInstance('catalog', 'catalog-1');
      await backends.forget();
      // Out by its breaker, by its health check, or because the registry no longer lists it: whichever comes first.
      await expect(console.service('Catalog')).toContainText(/2\/[23]/);
      await expect(async () => {
        const answered = await backends.log('catalog');
        expect(answered.length).toBeGreaterThan(5);
        expect(answered.map(({ instance }) => instance)).not.toContain('catalog-1');
        expect(answered.filter(({ status }) => status >= 400)).toEqual([]);
      }).toPass({ timeout: 30_000 });
      await sail(page, 'Shop');
      await expect(cards(page)).toHaveCount(40);
      await expect(page.locator('.sorry')).toHaveCount(0);
      await expect(level).toHaveText(/Full service/);
    });

    await test.step('all recommendations stop: the breaker opens, the last good ones stay', async () => {
      await sail(page, 'Console');
      await console.stopService('recommendations');
      await expect(console.breaker('Recommendations')).toContainText('Open', { timeout: 30_000 });
      await expect(level).toHaveText(/Level 1.*No extras/);
      await expect(notice).toContainText(/Recommendations/);
      await sail(page, 'Shop');
      await expect(picks(page)).toHaveCount(6);
      await expect(page.getByText(/Last picks from \d/)).toBeVisible();
      await expect(cards(page).first()).toContainText(/€\d/);
    });

    await test.step('pricing is slow: timeouts and retries stay inside the budget', async () => {
      await sail(page, 'Console');
      await backends.forget();
      await console.slowDown('pricing');
      await sail(page, 'Shop');
      await expect(async () => {
        const attempts = await backends.log('pricing');
        const calls = new Set(attempts.map(({ traceId }) => traceId)).size;
        const seconds = ((attempts.at(-1)?.at ?? 0) - (attempts[0]?.at ?? 0)) / 1_000;
        expect(calls).toBeGreaterThan(8);
        expect(attempts.length).toBeGreaterThan(calls);
        expect(attempts.length - calls).toBeLessThanOrEqual(budget(calls, seconds));
      }).toPass({ timeout: 40_000 });
      await expect(page.getByText(/Prices from \d/)).toBeVisible({ timeout: 20_000 });
      await expect(cards(page)).toHaveCount(40);
      await expect(cards(page).first()).toContainText(/€\d/);
    });

    await test.step('everything is mended: half-open, closed, notice gone, level 0', async () => {
      await sail(page, 'Console');
      await console.mendEverything();
      await expect(console.breaker('Recommendations')).toContainText('Closed', { timeout: 40_000 });
      const journal = (await console.journal('Recommendations')).join('\n');
      expect(journal).toMatch(/Closed 2 of 2 trial calls succeeded[^]*Half-open/);
      await expect(level).toHaveText(/Level 0.*Full service/, { timeout: 40_000 });
      await expect(page.getByText('Everything works again.')).toBeVisible();
      await expect(page.getByText('Everything works again.')).toBeHidden();
      await expect(console.service('Catalog')).toContainText('3/3');
      await sail(page, 'Shop');
      await expect(picks(page)).toHaveCount(6);
      await expect(page.getByText(/Last picks|Prices from/)).toHaveCount(0);
    });
  });
}

function cards(page: Page) {
  return page.locator('app-product-card');
}

function picks(page: Page) {
  return page.locator('app-recommendations li').filter({ has: page.getByRole('link') });
}
