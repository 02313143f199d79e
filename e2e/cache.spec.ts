import type { Page } from '@playwright/test';
import { expect, sail, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_800 } });

const DATABASE = 'harbour-cache';

interface StoredRow {
  readonly key: string;
  readonly user: string;
  readonly slot: { readonly key: { readonly service: string; readonly path: string } };
}

test('stories are given from memory while they are fresh, and renewed behind the back', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await page.goto('/media');
  await expect(stories(page).first()).toBeVisible();
  const asked = await articleRequests(harbour);
  expect(asked).toBeGreaterThan(0);

  // Away and back within five seconds: nobody is asked.
  await sail(page, 'Bank');
  await sail(page, 'Media');
  await expect(stories(page).first()).toBeVisible();
  expect(await articleRequests(harbour)).toBe(asked);

  // Stale now: shown at once, with its age, while the backend hangs; and the backend is asked once, by its ETag.
  await page.waitForTimeout(6_000);
  await backends.break('content', { type: 'latency', latency: 1_500 });
  await sail(page, 'Shop');
  await sail(page, 'Media');
  await expect(stories(page).first()).toBeVisible({ timeout: 1_000 });
  await expect(note(page, 'Stories')).toHaveText(/Stories from \d\d:\d\d/);
  await backends.mend();
  await expect(async () => {
    expect((await backends.log('content')).at(-1)?.status).toBe(304);
  }).toPass();
  await expect(note(page, 'Stories')).toBeHidden({ timeout: 20_000 });
});

test('what was true last stands in, marked with its age, after its backend dies; also after a reload', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await page.goto('/bank');
  const balance = page.locator('.account .balance').first();
  await expect(balance).toHaveText(/€[\d,.]+/);
  const known = await balance.innerText();
  await expect.poll(() => paths(page, 'accounts')).toHaveLength(1);

  await backends.break('accounts', { type: 'down' });
  await expect(note(page, 'Balances')).toHaveText(/Balances from \d\d:\d\d, .+ old/, {
    timeout: 30_000,
  });
  await expect(balance).toHaveText(known);

  await page.reload();
  await expect(balance).toHaveText(known);
  await expect(note(page, 'Balances')).toHaveText(/Balances from \d\d:\d\d, .+ old/);

  await backends.mend();
  await expect(note(page, 'Balances')).toBeHidden({ timeout: 60_000 });
});

test('nothing of one person is shown to the next on the same machine, nor left on its disk', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await page.goto('/bank');
  const person = page.getByLabel('Banking as');
  const iban = page.locator('.account .iban').first();
  await expect(iban).toHaveText(/[A-Z]{2}/);
  await expect(person.locator('option')).not.toHaveCount(1);
  const first = await iban.innerText();
  await expect.poll(() => paths(page, 'accounts')).toEqual(['/accounts?customerId=3']);

  await person.selectOption('5');
  await expect(iban).not.toHaveText(first);
  await expect.poll(() => paths(page, 'accounts')).toEqual(['/accounts?customerId=5']);
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain(first);

  // The first one again, with everything down: what was kept for that person is gone.
  await backends.break('accounts', { type: 'down' });
  await person.selectOption('3');
  await expect(page.getByText('Your accounts cannot be shown right now.')).toBeVisible({
    timeout: 30_000,
  });
  await page.reload();
  await expect(page.getByText('Your accounts cannot be shown right now.')).toBeVisible({
    timeout: 30_000,
  });
  expect(await paths(page, 'accounts')).toEqual([]);
});

test('a disk without room costs what is kept beyond the page, and nothing else', async ({
  page,
}) => {
  // What a full disk does in the end; Chromium looks at a quota that is overridden only now and then.
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...row) {
      if (this.name !== 'responses') return put.apply(this, row);
      throw new DOMException('no room', 'QuotaExceededError');
    };
  });
  await page.goto('/bank');
  const balance = page.locator('.account .balance').first();
  await expect(balance).toHaveText(/€[\d,.]+/);
  await sail(page, 'Media');
  await expect(stories(page).first()).toBeVisible();
  await sail(page, 'Bank');
  await expect(balance).toHaveText(/€[\d,.]+/);
  // From memory, as if there were a disk.
  await sail(page, 'Media');
  await expect(stories(page).first()).toBeVisible({ timeout: 1_000 });
  expect([...(await paths(page, 'accounts')), ...(await paths(page, 'content'))]).toEqual([]);
  await sail(page, 'Console');
  await page.getByRole('link', { name: 'Caches' }).click();
  await expect(page.getByText('in memory; the disk is full')).toBeVisible();
});

test('with everything down, what is kept is shown and nothing pretends to be live', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await page.goto('/media');
  await expect(stories(page).first()).toBeVisible();
  await sail(page, 'Bank');
  const balance = page.locator('.account .balance').first();
  await expect(balance).toHaveText(/€[\d,.]+/);
  await expect.poll(() => paths(page, 'content')).not.toEqual([]);
  await expect.poll(() => paths(page, 'accounts')).not.toEqual([]);

  const services = ['accounts', 'content', 'transfers', 'personalization', 'moderation', 'orders'];
  for (const service of services) await backends.break(service, { type: 'down' });
  await page.reload();
  await expect(balance).toHaveText(/€[\d,.]+/);
  await expect(note(page, 'Balances')).toHaveText(/from \d\d:\d\d/);
  await page.waitForTimeout(6_000);
  await sail(page, 'Media');
  await expect(stories(page).first()).toBeVisible();
  await expect(note(page, 'Stories')).toHaveText(/from \d\d:\d\d/);
});

const stories = (page: Page) => page.locator('.stories li h3');

const note = (page: Page, label: string) =>
  page.locator('app-stale-note .part').filter({ hasText: label });

async function articleRequests({ backends }: { backends: BackendsLog }): Promise<number> {
  const log = await backends.log('content');
  return log.filter(({ path }) => path.startsWith('/articles')).length;
}

interface BackendsLog {
  log(service: string): Promise<readonly { readonly path: string }[]>;
}

/** Paths of a service that are kept on disk. */
function paths(page: Page, service: string): Promise<readonly string[]> {
  return page.evaluate(
    async ([name, wanted]) => {
      const known = await indexedDB.databases();
      if (!known.some((each) => each.name === name)) return [];
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => {
          resolve(opening.result);
        };
        opening.onerror = () => {
          reject(new Error('the database does not open'));
        };
      });
      const rows = await new Promise<readonly StoredRow[]>((resolve) => {
        const reading = database.transaction('responses').objectStore('responses').getAll();
        reading.onsuccess = () => {
          resolve(reading.result as readonly StoredRow[]);
        };
      });
      database.close();
      return rows
        .map(({ slot }) => slot.key)
        .flatMap((key) => (key.service === wanted ? [key.path] : []));
    },
    [DATABASE, service],
  );
}
