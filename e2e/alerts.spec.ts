import type { Locator, Page } from '@playwright/test';
import { expect, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_750 } });

test('an outage fires, is looked after, is silenced, and is over with its duration', async ({
  page,
  context,
  harbour,
}) => {
  test.setTimeout(240_000);
  const { backends } = harbour;
  await context.grantPermissions(['notifications']);
  await page.goto('/console/alerts');
  await expect(page.getByRole('heading', { name: 'Alerts', level: 1 })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Objectives' })).toContainText('orders-answered');

  await backends.break('recommendations', { type: 'down' });
  // Health checks may see it first; what stays is the breaker's alert.
  const alert = alertOf(page, 'Recommendations, circuit');
  await expect(alert).toBeVisible({ timeout: 60_000 });

  await test.step('one sees who was told', async () => {
    await alert.getByRole('link').click();
    const why = page.locator('convoy-alert-panel .why').first();
    // Something of the service may have been told before: then at the next turn of its group.
    await expect(why).toContainText(/Told at \d\d:\d\d:\d\d by desktop/, { timeout: 40_000 });
  });

  await test.step('somebody looks after it', async () => {
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await page.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await page.getByRole('textbox', { name: 'Note' }).fill('restarting it');
    await page.getByRole('combobox', { name: 'Holds' }).selectOption('1 hour');
    await page.getByRole('button', { name: 'Acknowledge' }).click();
    await expect(page.locator('convoy-alert-groups')).toContainText('Acknowledged');
    await expect(page.locator('convoy-alert-panel')).toContainText('Ada looks after it');
  });

  await test.step('it is silenced, and one sees before what that affects', async () => {
    await page.getByRole('button', { name: 'Silence what is like it…' }).click();
    const form = page.getByRole('form', { name: 'Silence alerts' });
    await expect(form).toContainText('It affects now: 1');
    await form.getByRole('button', { name: 'Remove matcher 1' }).click();
    await form.getByRole('textbox', { name: 'Your name' }).fill('Ada');
    await form.getByRole('textbox', { name: 'Why' }).fill('known');
    await form.getByRole('button', { name: 'Silence', exact: true }).click();
    await expect(page.locator('convoy-alert-groups')).toContainText('Silenced');
    const silences = page.getByRole('table', { name: 'Silences' });
    await expect(silences).toContainText('service="recommendations"');
    await expect(page.locator('convoy-alert-panel')).toContainText('silenced by Ada');
  });

  await test.step('it is over, with its duration and with whoever looked after it', async () => {
    await backends.mend();
    const over = page
      .getByRole('table', { name: 'History' })
      .getByRole('row')
      .filter({ hasText: 'Recommendations' })
      .filter({ hasText: 'Ada' });
    await expect(over.first()).toContainText(/\d+ (s|min)/, { timeout: 90_000 });
    await expect(alert).toHaveCount(0);
  });

  await test.step('the silence is still there after a reload, until somebody ends it', async () => {
    await page.reload();
    const silences = page.getByRole('table', { name: 'Silences' });
    await expect(silences).toContainText('service="recommendations"');
    await silences.getByRole('button', { name: /^End/ }).click();
    await expect(silences).toContainText('ended');
  });
});

test('the rules can be taken to Prometheus', async ({ page }) => {
  await page.goto('/console/alerts');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save rules for Prometheus' }).click();
  expect((await download).suggestedFilename()).toBe('ngx-convoy-rules.yml');
});

function alertOf(page: Page, words: string): Locator {
  return page
    .locator('convoy-alert-groups')
    .getByRole('listitem')
    .filter({ hasText: words })
    .filter({ hasText: 'Critical' });
}
