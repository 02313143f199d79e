import { expect, test as base, type Page } from '@playwright/test';
import { serveApp } from './app-server.ts';
import { Backends } from './backends.ts';

/** What a spec file runs on; a file of its own has a worker and ports of its own. */
interface Berth {
  /** The folder in dist. */
  readonly build: string;
  /** First of the 36 ports that the backends take. */
  readonly port: number;
}

interface Harbour {
  readonly url: string;
  readonly backends: Backends;
}

/** What Chromium itself writes when a request fails; the app has caught it. */
const expected = 'Failed to load resource';

/**
 * A test in a harbour: the served app, its backends, all in order at the beginning, and no error in the browser's
 * console at the end.
 *
 * @usageNotes
 * test.use({ berth: { build: 'sample', port: 17100 } });
 */
export const test = base.extend<{ calm: undefined }, { berth: Berth; harbour: Harbour }>({
  berth: [
    { build: 'sample', port: 17100 },
    { option: true, scope: 'worker' },
  ],

  harbour: [
    async ({ berth }, use) => {
      const backends = await Backends.start(berth.port);
      try {
        const app = await serveApp(berth.build, backends.url);
        await use({ url: app.url, backends });
        await app.stop();
      } finally {
        await backends.stop();
      }
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ harbour }, use) => {
    await use(harbour.url);
  },

  calm: [
    async ({ harbour, page }, use) => {
      await harbour.backends.mend();
      await harbour.backends.forget();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(`unhandled: ${error.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().startsWith(expected)) {
          errors.push(message.text());
        }
      });
      await use(undefined);
      expect(errors, "errors in the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Goes there by the links of the header: what the library knows lives in the tab. */
export async function sail(page: Page, to: 'Shop' | 'Bank' | 'Media' | 'Console'): Promise<void> {
  await page.getByRole('banner').getByRole('link', { name: to, exact: true }).click();
  await expect(
    page.getByRole('banner').getByRole('link', { name: to, exact: true }),
  ).toHaveAttribute('aria-current', 'page');
}
