import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from './harbour.ts';
import { bookmarks } from './reader.ts';

test.use({ berth: { build: 'sample', port: 17_750 } });

/** What every page says that is about to stop. */
const LAST_WORDS = 'the tab dies';

declare global {
  interface Window {
    /** The page stops for ever before or after the n-th write to the outbox from now. */
    dieAt(write: number, phase: 'before' | 'after'): void;
  }
}

// A write is put in, claimed and taken out: at each of these the tab may die, before or after.
let story = 0;
for (const [write, what] of [
  [1, 'being kept'],
  [2, 'being claimed'],
  [3, 'being taken out'],
] as const) {
  for (const phase of ['before', 'after'] as const) {
    story += 1;
    const own = story;
    test(`a write whose tab dies ${phase} ${what} has one effect, or none when nothing was promised`, async ({
      context,
      harbour,
    }) => {
      const { backends } = harbour;
      const mortal = await openMortal(context, own);
      const death = mortal.waitForEvent('console', (message) => message.text() === LAST_WORDS);
      await mortal.evaluate(([at, when]) => window.dieAt(at, when), [write, phase] as const);
      await mortal.getByRole('button', { name: 'Save for later', exact: true }).click();
      await death;
      await mortal.close();

      const next = await context.newPage();
      await next.goto(`/media/articles/${own}`);
      const isPromised = write > 1 || phase === 'after';
      await expect
        .poll(() => bookmarks(backends, own), { timeout: 20_000 })
        .toEqual(isPromised ? [true] : []);
      const button = next.getByRole('button', {
        name: isPromised ? 'Saved for later' : 'Save for later',
        exact: true,
      });
      await expect(button).toBeVisible();
      await expect(next.getByText('On this device')).toBeHidden();
      // Nobody sends it once more.
      await next.waitForTimeout(1_500);
      expect(await bookmarks(backends, own)).toEqual(isPromised ? [true] : []);
    });
  }
}

async function openMortal(context: BrowserContext, article: number): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript((lastWords) => {
    let fatal: { readonly at: number; readonly phase: string } | undefined;
    let writes = 0;
    let isDead = false;
    /** Nothing of this page has any effect from here on; somebody outside closes it. */
    const die = (): void => {
      isDead = true;
      console.log(lastWords);
    };
    const begin = IDBDatabase.prototype.transaction;
    IDBDatabase.prototype.transaction = function (this: IDBDatabase, stores, mode, options) {
      const isWrite = mode === 'readwrite' && [stores].flat().includes('entries');
      if (isWrite) writes += 1;
      const isFatal = isWrite && writes === fatal?.at;
      if (isFatal && fatal?.phase === 'before') die();
      if (isDead) throw new Error('This tab is dead.');
      const transaction = begin.call(this, stores, mode, options);
      if (isFatal) transaction.addEventListener('complete', die);
      return transaction;
    };
    const systemFetch = window.fetch;
    window.fetch = (...args) => (isDead ? new Promise(() => undefined) : systemFetch(...args));
    window.dieAt = (write, phase) => {
      fatal = { at: writes + write, phase };
    };
  }, LAST_WORDS);
  await page.goto(`/media/articles/${article}`);
  await expect(page.getByRole('button', { name: 'Save for later', exact: true })).toBeVisible();
  return page;
}
