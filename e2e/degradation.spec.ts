import type { Page } from '@playwright/test';
import { expect, sail, test } from './harbour.ts';
import { heard, listen, liveRegions } from './spoken.ts';

test.use({ berth: { build: 'sample', port: 17_850 } });

/** Milliseconds of calm that the sample asks for before each step down. */
const CALM = 3_000;

interface Step {
  readonly at: number;
  readonly level: number;
}

declare global {
  interface Window {
    levels?: Step[];
  }
}

const pill = (page: Page) => page.getByRole('banner').getByRole('link', { name: /^Level/ });
const notice = 'convoy-notice';

/** From now on, every level that the page shows is kept. */
async function watchLevels(page: Page): Promise<void> {
  await page.evaluate(() => {
    const link = document.querySelector('app-level-pill a');
    const read = (): number => Number(link?.getAttribute('data-level'));
    const levels: Step[] = [{ at: performance.now(), level: read() }];
    window.levels = levels;
    if (link === null) return;
    new MutationObserver(() => {
      if (read() !== levels.at(-1)?.level) levels.push({ at: performance.now(), level: read() });
    }).observe(link, { attributes: true });
  });
}

/** Each step down is of one level, and after a whole period of calm; up it may go at once. */
async function expectNoFlicker(page: Page): Promise<readonly number[]> {
  const levels = await page.evaluate(() => window.levels ?? []);
  levels.slice(1).forEach(({ at, level }, index) => {
    const before = levels[index] ?? { at, level };
    if (level >= before.level) return;
    expect(before.level - level, JSON.stringify(levels)).toBe(1);
    expect(at - before.at, JSON.stringify(levels)).toBeGreaterThan(CALM - 100);
  });
  return levels.map(({ level }) => level);
}

test('levels go up at once and down step by step, and users are told what is reduced and that it is over', async ({
  page,
  harbour,
}) => {
  const { backends } = harbour;
  await page.goto('/shop');
  await expect(page.locator('app-product-card')).toHaveCount(40);
  await expect(pill(page)).toHaveText(/Full service/);

  await test.step('the live regions are there before they have a text', async () => {
    expect(await liveRegions(page, notice)).toEqual([
      { role: 'status', live: 'polite', text: '' },
      { role: 'alert', live: 'assertive', text: '' },
    ]);
  });
  await watchLevels(page);
  await listen(page, notice);

  await test.step('two services go, one after the other', async () => {
    await backends.break('recommendations', { type: 'down' });
    await expect(pill(page)).toHaveText(/No extras/, { timeout: 30_000 });
    await backends.break('inventory', { type: 'down' });
    await expect(pill(page)).toHaveText(/Looking only/, { timeout: 30_000 });
    await expect(page.locator(notice)).toContainText('Stock', { timeout: 15_000 });
  });

  await test.step('assistive technology has the sentence', async () => {
    const [status, alert] = await liveRegions(page, notice);
    expect(status?.text).toMatch(
      /^(Not available|Limited) since \d\d:\d\d: .*(Recommendations|Stock).* Everything else works\.$/,
    );
    expect(alert?.text).toBe('');
  });

  await test.step('both come back', async () => {
    await backends.mend();
    await expect(page.getByText('Everything works again.')).toBeVisible({ timeout: 60_000 });
    await expect(pill(page)).toHaveText(/Full service/);
    await expect(page.getByText('Everything works again.')).toBeHidden();
  });

  const levels = await expectNoFlicker(page);
  expect(levels.slice(0, 3)).toEqual([0, 1, 2]);
  expect(levels.slice(-2)).toEqual([1, 0]);

  await test.step('what was spoken was polite, short of breath never, and true', async () => {
    const spoken = await heard(page);
    expect(spoken.map(({ role }) => role)).not.toContain('alert');
    expect(spoken[0]?.text).toContain('Recommendations');
    expect(spoken.at(-1)?.text).toBe('Everything works again.');
    expect(spoken.some(({ text }) => text.startsWith('Back again: '))).toBe(true);
    spoken.slice(1).forEach(({ at }, index) => {
      expect(at - (spoken[index]?.at ?? 0), JSON.stringify(spoken)).toBeGreaterThan(4_900);
    });
  });
});

test('a service that comes and goes does not make the level flicker', async ({ page, harbour }) => {
  const { backends } = harbour;
  await page.goto('/shop');
  await expect(page.locator('app-product-card')).toHaveCount(40);
  await watchLevels(page);
  for (let round = 0; round < 4; round += 1) {
    await backends.break('recommendations', { type: 'down' });
    if (round === 0) await expect(pill(page)).toHaveText(/No extras/, { timeout: 30_000 });
    await page.waitForTimeout(1_500);
    await backends.mend();
    await page.waitForTimeout(1_500);
  }
  await expect(pill(page)).toHaveText(/Full service/, { timeout: 60_000 });
  const levels = await expectNoFlicker(page);
  expect(levels.length).toBeLessThanOrEqual(5);
});

test('somebody holds a level: for all tabs, over a reload, and until its time is over', async ({
  page,
  context,
}) => {
  await page.goto('/console/degradation');
  const held = page.locator('convoy-level-panel .pin');
  await page.getByRole('region', { name: 'Levels' }).getByLabel('Level').selectOption('2');
  await page.getByRole('region', { name: 'Levels' }).getByLabel('Your name').fill('Ada');
  await page.getByRole('region', { name: 'Levels' }).getByLabel('Reason').fill('the big sale');
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await expect(held).toHaveText(
    /^\s*Held at level 2 by Ada until \d\d:\d\d, .* left: the big sale/,
  );
  await expect(pill(page)).toHaveText(/Level 2.*Looking only/);

  await test.step('in another tab, and after a reload', async () => {
    const other = await context.newPage();
    await other.goto('/shop');
    await expect(pill(other)).toHaveText(/Level 2.*Looking only/);
    // What the level does not offer is not shown, although its service works.
    await expect(other.getByText('Recommendations take a break.')).toBeVisible();
    await page.reload();
    await expect(held).toContainText('by Ada');
    await page.getByRole('button', { name: 'Let go', exact: true }).click();
    await expect(held).toBeHidden();
    await expect(pill(other)).toHaveText(/Full service/);
    await expect(other.getByText('Recommendations take a break.')).toBeHidden();
    await other.close();
  });

  await test.step('it ends by itself', async () => {
    await page.evaluate(() => {
      const since = Date.now();
      const level = { value: 3, by: 'Bob', reason: '', since, until: since + 6_000 };
      localStorage.setItem('ngx-convoy/overrides', JSON.stringify({ level }));
    });
    await page.reload();
    await expect(held).toContainText('Held at level 3 by Bob');
    await expect(held).toBeHidden();
    await expect(pill(page)).toHaveText(/Full service/);
  });
});

test('a flag that is set by hand takes a feature away quietly, and gives it back', async ({
  page,
}) => {
  await page.goto('/shop');
  await expect(page.locator('app-recommendations')).toBeVisible();
  await sail(page, 'Console');
  await page.getByRole('link', { name: 'Degradation' }).click();
  const flags = page.locator('section', { has: page.getByRole('heading', { name: 'Flags' }) });
  const row = flags.getByRole('row').filter({ hasText: 'recommendations' });
  await expect(row).toContainText(/true\s*on\s*STATIC\s*in-memory/);
  await flags.getByRole('combobox', { name: 'Flag' }).selectOption('recommendations');
  await flags.getByLabel('Value').fill('false');
  await flags.getByLabel('Your name').fill('Ada');
  await flags.getByRole('button', { name: 'Set', exact: true }).click();
  await expect(row).toContainText(/false.*OVERRIDE.*Ada until \d\d:\d\d/);

  await sail(page, 'Shop');
  await expect(page.getByText('Recommendations take a break.')).toBeVisible();
  await expect(page.locator('app-recommendations')).toBeHidden();
  expect((await liveRegions(page, notice)).map(({ text }) => text)).toEqual(['', '']);
  await expect(pill(page)).toHaveText(/Full service/);

  await sail(page, 'Console');
  await page.getByRole('link', { name: 'Degradation' }).click();
  await page.getByRole('button', { name: 'Let go of recommendations' }).click();
  await sail(page, 'Shop');
  await expect(page.locator('app-recommendations')).toBeVisible();
});
