import { readFile } from 'node:fs/promises';
import type { OtlpMetric, OtlpMetrics } from '../mock-api/otlp/otlp-metric.ts';
import { throughProtobuf } from '../mock-api/otlp/protobuf-oracle.ts';
import { expect, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_650 } });

interface Collected {
  readonly metrics: readonly OtlpMetric[];
  readonly bodies: readonly OtlpMetrics[];
  readonly problems: readonly string[];
}

test('metrics reach a collector that refuses what is not exactly right', async ({
  page,
  harbour: { backends },
}) => {
  const collected = async (): Promise<Collected> =>
    (await (await fetch(`${backends.url}/__metrics`)).json()) as Collected;
  await page.goto('/');
  await expect(page.locator('app-product-card')).toHaveCount(40);
  await expect
    .poll(async () => (await collected()).metrics.length, { timeout: 30_000 })
    .toBeGreaterThan(0);
  const { metrics, bodies, problems } = await collected();
  expect(problems).toEqual([]);
  for (const body of bodies) expect(() => throughProtobuf(body)).not.toThrow();
  const durations = metrics.filter(({ name }) => name === 'http.client.request.duration');
  expect(JSON.stringify(durations)).toContain('"stringValue":"catalog"');
});

test('metrics are shown for any window, and saved for other programs', async ({ page }) => {
  await page.goto('/');
  await expect(page.locator('app-product-card')).toHaveCount(40);
  // Within the app: what was counted is of this page.
  await page.evaluate(() => {
    history.pushState(null, '', '/console/metrics');
    dispatchEvent(new PopStateEvent('popstate'));
  });
  const catalog = page.getByRole('row').filter({ hasText: 'Catalog' });
  await expect(catalog.getByRole('cell').first()).toHaveText(/^[1-9]/, { timeout: 15_000 });
  await expect(catalog.getByRole('img')).toHaveAccessibleName(/^p95: \d+ ms at last/);
  await page.getByLabel('Window').selectOption('24 hours');
  await expect(page).toHaveURL(/show=24h/);
  await expect(catalog.getByRole('cell').first()).toHaveText(/^[1-9]/);
  await expect(page.getByText('The history is kept in this browser.')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Prometheus' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toContain('# TYPE http_client_request_duration_seconds histogram');
  expect(text).toContain('convoy_service_calls_total{service="catalog",outcome="success"}');
});
