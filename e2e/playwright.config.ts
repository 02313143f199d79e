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
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    locale: 'en-IE',
    colorScheme: 'light',
    actionTimeout: 10_000,
    trace: 'retain-on-failure',
    launchOptions: { executablePath, args: ['--headless=new', ...browserFlags] },
  },
});
