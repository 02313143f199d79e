import type { Page } from '@playwright/test';
import type { Backends, LoggedRequest } from './backends.ts';
import { expect } from './harbour.ts';

/** What somebody does who reads the magazine and has an opinion; and what is seen of it elsewhere. */

export async function open(page: Page, story: number): Promise<void> {
  await page.goto(`/media/articles/${story}`);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Saved? for later$/ })).toBeVisible();
}

export async function comment(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your comment', { exact: true }).fill(text);
  await page.locator('app-comment-form').getByRole('button', { name: 'Send' }).click();
}

export async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save for later', exact: true }).click();
}

/** The reader's own comments that are not sent yet. */
export function waiting(page: Page) {
  return page.getByRole('list', { name: 'Your comments that are not sent yet' });
}

export function notice(page: Page) {
  return page.locator('convoy-outbox-notice').getByRole('status');
}

export async function become(page: Page, person: string): Promise<void> {
  await page.goto('/media');
  const select = page.locator('app-person-select select');
  await expect(select.locator('option')).not.toHaveCount(1);
  await select.selectOption(person);
}

/** What was really saved, in the order in which it was. */
export async function bookmarks(backends: Backends, story: number): Promise<readonly boolean[]> {
  const rows = await backends.rows<{ readonly saved: boolean }>(
    'personalization',
    `bookmarks?articleId=${story}`,
  );
  return rows.map(({ saved }) => saved);
}

export function posts(log: readonly LoggedRequest[]): number {
  return log.filter(({ method }) => method === 'POST').length;
}

/** Everything that the page has in its database, as text. */
export async function stored(page: Page): Promise<string> {
  return await page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const name = databases.find((each) => each.name?.endsWith(':outbox') === true)?.name ?? '';
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error(`no ${name}`));
    });
    const rows = await new Promise<unknown>((resolve) => {
      const asking = database.transaction('entries').objectStore('entries').getAll();
      asking.onsuccess = () => resolve(asking.result);
    });
    database.close();
    return JSON.stringify(rows);
  });
}
