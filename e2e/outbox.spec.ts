import { expect, test } from './harbour.ts';
import {
  become,
  bookmarks,
  comment,
  notice,
  open,
  posts,
  save,
  stored,
  waiting,
} from './reader.ts';

test.use({ berth: { build: 'sample', port: 17_700 } });

interface Comment {
  readonly articleId: number;
  readonly text: string;
}

let stories = 0;
/** A story that no other test writes about: the backends of this file are one for all of them. */
const nextStory = (): number => (stories += 1);

test('a comment on a magazine that is down is kept over a reload, and is there once', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  const story = nextStory();
  await backends.break('moderation', { type: 'down' });
  await open(page, story);
  await comment(page, 'From an island with poor reception');
  await expect(page.getByText('Kept on this device.')).toBeVisible();
  await expect(waiting(page)).toContainText('From an island with poor reception');
  await expect(waiting(page)).toContainText('Not sent yet. We keep trying.');
  await expect(notice(page)).toHaveText('1 change waits to be sent.');

  await page.reload();
  await expect(waiting(page)).toContainText('From an island with poor reception');
  await comment(page, 'And another one');
  await expect(waiting(page).getByRole('listitem')).toHaveCount(2);
  expect(await stored(page)).toMatch(/moderation/);
  expect(await stored(page), 'bodies are not stored in the clear').not.toMatch(/island/);

  await backends.mend();
  await expect(waiting(page)).toBeHidden({ timeout: 60_000 });
  await expect(notice(page)).toHaveText('Everything has been sent.');
  const comments = await backends.rows<Comment>('moderation', `comments?articleId=${story}`);
  expect(comments.slice(-2).map(({ text }) => text)).toEqual([
    'From an island with poor reception',
    'And another one',
  ]);
  await expect(page.locator('.comments')).toContainText('And another one');
});

test('what was changed offline arrives in its order when the network is back', async ({
  page,
  context,
  harbour,
}) => {
  const story = nextStory();
  await open(page, story);
  await context.setOffline(true);
  for (const name of ['Save for later', 'Saved for later', 'Save for later']) {
    await page.getByRole('button', { name, exact: true }).click();
  }
  await expect(page.getByText('the magazine hears of it when you are back online')).toBeVisible();
  await expect(notice(page)).toHaveText('3 changes will be sent when you are back online.');
  expect(await bookmarks(harbour.backends, story)).toEqual([]);
  await context.setOffline(false);
  await expect(notice(page)).toHaveText('Everything has been sent.', { timeout: 30_000 });
  expect(await bookmarks(harbour.backends, story)).toEqual([true, false, true]);
  await expect(page.getByRole('button', { name: 'Saved for later' })).toBeVisible();
});

test('a tab that dies between sending and hearing of it makes one effect', async ({
  page,
  context,
  harbour,
}) => {
  const { backends } = harbour;
  const story = nextStory();
  await open(page, story);
  // What has reached an instance takes effect, whether somebody still listens or not.
  await backends.break('personalization', { type: 'latency', latency: 1_500, jitter: 0 });
  await save(page);
  await expect.poll(() => backends.log('personalization').then(posts)).toBeGreaterThan(0);
  await page.close({ runBeforeUnload: false });
  await backends.mend();

  const next = await context.newPage();
  await open(next, story);
  await expect.poll(() => backends.log('personalization').then(posts)).toBeGreaterThan(1);
  await expect.poll(() => stored(next)).not.toContain(`bookmarks/${story}`);
  expect(await bookmarks(backends, story)).toEqual([true]);
});

test('one tab sends for all of them, and another one when it is closed', async ({
  page,
  context,
  harbour,
}) => {
  const story = nextStory();
  await open(page, story);
  const other = await context.newPage();
  await open(other, story);
  const senders: string[] = [];
  for (const [name, tab] of [
    ['first', page],
    ['second', other],
  ] as const) {
    tab.on('request', (request) => {
      if (request.method() === 'POST' && request.url().endsWith('/bookmarks')) senders.push(name);
    });
  }
  await save(other);
  await expect(other.getByText('On this device')).toBeHidden();
  await expect.poll(() => bookmarks(harbour.backends, story)).toEqual([true]);
  expect(senders).toEqual(['first']);

  await page.close();
  await other.getByRole('button', { name: 'Saved for later' }).click();
  await expect.poll(() => bookmarks(harbour.backends, story)).toEqual([true, false]);
  expect(senders).toEqual(['first', 'second']);
});

test('what cannot be kept is not said to be', async ({ page, harbour }) => {
  const story = nextStory();
  await page.addInitScript(() => {
    IDBObjectStore.prototype.add = () => {
      throw new DOMException('no space', 'QuotaExceededError');
    };
  });
  await harbour.backends.break('moderation', { type: 'down' });
  await open(page, story);
  await comment(page, 'There is no room for me');
  await expect(page.getByText('It could not be sent, nor be kept.')).toBeVisible();
  await expect(page.getByLabel('Your comment', { exact: true })).toHaveValue(
    'There is no room for me',
  );
  await save(page);
  await expect(page.getByRole('button', { name: 'Save for later' })).toBeVisible();
  await expect(waiting(page)).toBeHidden();
});

test('nobody sends what somebody else has written on the same machine', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  const story = nextStory();
  await backends.break('moderation', { type: 'down' });
  await open(page, story);
  await comment(page, 'Written by the first reader');
  await expect(waiting(page)).toBeVisible();

  await become(page, '5');
  await open(page, story);
  await backends.mend();
  await comment(page, 'Written by the second reader');
  await expect(page.locator('.comments')).toContainText('Written by the second reader', {
    timeout: 30_000,
  });
  await expect(waiting(page)).toBeHidden();
  const said = async (): Promise<readonly string[]> =>
    (await backends.rows<Comment>('moderation', `comments?articleId=${story}`)).map(
      ({ text }) => text,
    );
  expect(await said()).not.toContain('Written by the first reader');

  await become(page, '3');
  await open(page, story);
  await expect.poll(said, { timeout: 30_000 }).toContain('Written by the first reader');
});

test('what the service refuses is told, and can be tried again or given up', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  const story = nextStory();
  await open(page, story);
  await backends.break('personalization', { type: 'errors', rate: 1, status: 422 });
  await save(page);
  await expect(notice(page)).toContainText('1 change could not be sent.');
  const list = page.locator('convoy-outbox-notice').getByRole('listitem');
  await expect(list).toContainText('Your bookmark: it was refused (422)');
  await backends.mend();
  await list.getByRole('button', { name: 'Try again: Your bookmark' }).click();
  await expect.poll(() => bookmarks(backends, story)).toEqual([true]);
  await expect(list).toHaveCount(0);
});

test('a conflict waits for somebody to decide, and what comes after it with it', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  const story = nextStory();
  await open(page, story);
  await backends.break('personalization', { type: 'errors', rate: 1, status: 409 });
  await save(page);
  await expect(page.getByText('it has been changed by somebody else meanwhile')).toBeVisible();
  await page.getByRole('button', { name: 'Saved for later' }).click();
  await backends.mend();

  await page.getByRole('banner').getByRole('link', { name: 'Console', exact: true }).click();
  await page.getByRole('link', { name: 'Outbox', exact: true }).click();
  const table = page.getByRole('table', { name: 'Writes that are not sent yet' });
  const rows = table.getByRole('row').filter({ hasText: `bookmarks/${story}` });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText('In conflict');
  await expect(rows.last()).toContainText('Waiting');
  await rows.first().getByRole('link').click();
  const panel = page.getByRole('region', { name: `bookmarks/${story}` });
  await expect(panel).toContainText('"saved": true');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await rows
    .first()
    .getByRole('button', { name: `Send bookmarks/${story} now` })
    .click();
  await expect(rows).toHaveCount(0, { timeout: 20_000 });
  expect(await bookmarks(backends, story)).toEqual([true, false]);
});

test('what is so already by another device is given up by the hook, and what follows goes on', async ({
  page,
  context,
  browser,
  harbour,
}) => {
  const { backends } = harbour;
  const story = nextStory();
  await open(page, story);
  await context.setOffline(true);
  await save(page);
  await expect(page.getByText('the magazine hears of it when you are back online')).toBeVisible();

  // The same reader, on another device.
  const elsewhere = await browser.newContext();
  const tablet = await elsewhere.newPage();
  await tablet.goto(`${harbour.url}/media/articles/${story}`);
  await save(tablet);
  await expect.poll(() => bookmarks(backends, story)).toEqual([true]);
  await elsewhere.close();

  await page.getByRole('button', { name: 'Saved for later', exact: true }).click();
  await context.setOffline(false);
  await expect.poll(() => bookmarks(backends, story), { timeout: 20_000 }).toEqual([true, false]);
  await expect(page.getByText('On this device')).toBeHidden();
  await expect(page.locator('convoy-outbox-notice').getByRole('listitem')).toHaveCount(0);
});

test('an operator stops the sending, drops a write after a question, and lets the rest go', async ({
  page,
  harbour,
}) => {
  const [kept, dropped] = [nextStory(), nextStory()];
  await page.goto('/console/outbox');
  await page.getByRole('button', { name: 'Pause sending' }).click();
  await expect(page.getByText('Sending is paused.')).toBeVisible();
  for (const story of [kept, dropped]) {
    await open(page, story);
    await save(page);
    await expect(page.getByText('On this device')).toBeVisible();
  }
  await page.goto('/console/outbox');
  const row = page.getByRole('row').filter({ hasText: `bookmarks/${dropped}` });
  await row.getByRole('button', { name: /^Drop/ }).press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Drop it' }).press('Enter');
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Resume sending' }).click();
  await expect.poll(() => bookmarks(harbour.backends, kept)).toEqual([true]);
  expect(await bookmarks(harbour.backends, dropped)).toEqual([]);
  await expect(page.getByText('Nothing waits to be sent.')).toBeVisible();
});
