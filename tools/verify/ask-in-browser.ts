import { chromium } from '@playwright/test';
import { browserAdvice, browserFlags, findBrowser } from '../browser.mjs';
import { startHostServer } from './host-server.ts';

/**
 * Opens a built host in a real browser and looks whether its request went through ngx-convoy and came back.
 *
 * @returns what is wrong; empty when all is well
 */
export async function askInBrowser(folder: string): Promise<readonly string[]> {
  const executablePath = findBrowser();
  if (executablePath === undefined) return [browserAdvice];
  const server = await startHostServer(folder);
  const browser = await chromium.launch({ executablePath, args: [...browserFlags] });
  const wrong: string[] = [];
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => wrong.push(`uncaught in the page: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') wrong.push(`the page logged: ${message.text()}`);
    });
    await page.goto(server.address);
    const answer = page.locator('#answer:not(:text("waiting"))');
    const text = await answer.textContent({ timeout: 15_000 }).catch(() => 'nothing');
    const path = '/instance-1/greetings/1';
    if (text !== `hello from ${path}`) wrong.push(`the page shows "${text}", not the greeting`);

    const [first, ...more] = server.asked;
    if (more.length > 0)
      wrong.push(`the backend was asked ${more.length + 1} times instead of once`);
    if (first?.path !== path) wrong.push(`the backend was asked for ${first?.path}, not ${path}`);
    const traceparent = String(first?.headers['traceparent']);
    if (!/^00-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}$/.test(traceparent)) {
      wrong.push(`the backend got "${traceparent}" as traceparent`);
    }

    await page.goto(`${server.address}/console`);
    const row = page.locator('convoy-console').getByText('greetings').first();
    const isShown = await row.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    );
    if (!isShown) wrong.push('the console does not show the service');
  } finally {
    await browser.close();
    server.close();
  }
  return wrong;
}
