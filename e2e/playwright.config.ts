import { defineConfig } from '@playwright/test';
import { browserAdvice, browserFlags, findBrowser } from '../tools/browser.mjs';

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error(browserAdvice);

// The production build against real mock backends, in a real browser. Each spec file has backends of its own.
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  workers: 2,
  timeout: 150_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // A shared machine can stall for seconds. What passes only at the second try is listed as flaky.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-IE',
    colorScheme: 'light',
    actionTimeout: 10_000,
    // A trace would double the time; to see more of a failure: npm run e2e -- --trace on.
    screenshot: 'only-on-failure',
    contextOptions: { reducedMotion: 'reduce' },
    // What one test has cached must not answer another; the outage has its own.
    serviceWorkers: 'block',
    launchOptions: { executablePath, args: ['--headless=new', ...browserFlags] },
  },
});
