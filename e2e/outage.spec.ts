import type { BrowserContext, Page } from '@playwright/test';
import { test as base } from '@playwright/test';
import { serveApp, type AppServer } from './app-server.ts';
import { Backends } from './backends.ts';
import { expect } from './harbour.ts';

/** An app that can really be switched off, with its backends, and a browser that keeps it. */
interface Port {
  readonly app: AppServer;
  readonly backends: Backends;
}

const test = base.extend<{ port: Port }>({
  serviceWorkers: 'allow',
  port: async ({ serviceWorkers }, use) => {
    expect(serviceWorkers).toBe('allow');
    const backends = await Backends.start(17_900);
    const app = await serveApp('sample', backends.url);
    await use({ app, backends });
    await app.stop();
    await backends.stop();
  },
});

/** The first visit, until the worker has everything and answers for the page. */
async function visit(page: Page, { app }: Port): Promise<void> {
  await page.goto(`${app.url}/shop`);
  await expect(page.locator('app-product-card')).toHaveCount(40);
  await expect.poll(() => page.evaluate(missingFiles), { timeout: 30_000 }).toBe(0);
}

/** How many files of the app the worker has not kept yet. Runs in the page. */
async function missingFiles(): Promise<number> {
  await navigator.serviceWorker.ready;
  const manifest = (await (await fetch('/ngsw.json')).json()) as { readonly hashTable: object };
  let kept = 0;
  for (const name of await caches.keys()) {
    if (/:assets:.*:cache$/.test(name)) kept += (await (await caches.open(name)).keys()).length;
  }
  return Object.keys(manifest.hashTable).length - kept;
}

const panel = (page: Page, name: string) => page.getByRole('region', { name });

test('without any network the app starts, says so, and pretends nothing', async ({
  page,
  port,
  context,
}) => {
  await visit(page, port);
  await offlineFor(context, port);
  await page.goto(`${port.app.url}/bank`);

  await test.step('the shell is there, and what works without a network', async () => {
    await expect(page).toHaveTitle('Bank · Harbour');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const offline = panel(page, 'You are offline');
    await expect(offline).toBeVisible({ timeout: 30_000 });
    await expect(offline).toContainText('To block a card, call at any hour.');
  });

  await test.step('what is missing is called missing', async () => {
    await expect(page.getByText('Your accounts cannot be shown right now.')).toBeVisible();
    await expect(page.locator('convoy-notice')).toContainText('You are offline.', {
      timeout: 20_000,
    });
    await expect(page.locator('main')).not.toContainText(/€\d/);
  });

  await test.step('another try is honest about its outcome, too', async () => {
    await page.getByRole('button', { name: 'Try again now' }).click();
    await expect(page.getByText(/Asked again at \d\d:\d\d:\d\d\./)).toBeVisible();
    await expect(panel(page, 'You are offline')).toBeVisible();
  });
});

test('when everything is down the app starts all the same, and fills by itself when it is back', async ({
  page,
  port,
}) => {
  await visit(page, port);
  await port.app.stop();
  await port.backends.stop();
  await page.reload();

  await expect(page).toHaveTitle('Shop · Harbour');
  await expect(page.getByText(/Our shelves cannot be shown|Products from \d/)).toBeVisible();
  const out = panel(page, 'We cannot be reached right now');
  await expect(out).toBeVisible({ timeout: 60_000 });
  await expect(out).toContainText('Call us about a parcel.');

  await port.backends.restart();
  await out.getByRole('button', { name: 'Try again now' }).click();
  await expect(page.locator('app-product-card')).toHaveCount(40, { timeout: 60_000 });
  await expect(out).toBeHidden({ timeout: 60_000 });
});

/** No network for the page, and none for its worker either. */
async function offlineFor(context: BrowserContext, { app, backends }: Port): Promise<void> {
  await context.setOffline(true);
  await app.stop();
  await backends.stop();
}
