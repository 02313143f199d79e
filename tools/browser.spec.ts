import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findBrowser } from './browser.mjs';

describe('finding a browser', () => {
  let folder: string;

  beforeEach(() => {
    if (process.platform === 'win32') pending('Windows has no executable bit to set.');
    folder = mkdtempSync(join(tmpdir(), 'ngx-convoy-browser-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('takes CHROME_BIN before anything else', () => {
    const mine = place('mine/my-browser');
    place('bin/chromium');
    expect(find({ CHROME_BIN: mine })).toBe(mine);
  });

  it('goes on when CHROME_BIN leads nowhere', () => {
    expect(find({ CHROME_BIN: join(folder, 'gone') })).toBeUndefined();
    const chromium = place('bin/chromium');
    expect(find({ CHROME_BIN: join(folder, 'gone') })).toBe(chromium);
  });

  it('prefers Chrome to Chromium, and both to what Playwright has downloaded', () => {
    const playwright = place('cache/chromium-1100/chrome-linux/chrome');
    expect(find()).toBe(playwright);
    const chromium = place('bin/chromium');
    expect(find()).toBe(chromium);
    const chrome = place('bin/google-chrome');
    expect(find()).toBe(chrome);
  });

  it('takes the newest of the revisions that Playwright has downloaded', () => {
    place('cache/chromium-999/chrome-linux/chrome');
    const newest = place('cache/chromium-1200/chrome-linux64/chrome');
    place('cache/chromium_headless_shell-1300/chrome-linux/headless_shell');
    expect(find()).toBe(newest);
  });

  it('takes no folder, and nothing that cannot be run', () => {
    mkdirSync(join(folder, 'bin/chromium'), { recursive: true });
    writeFileSync(join(folder, 'bin/google-chrome'), '', { mode: 0o600 });
    expect(find()).toBeUndefined();
  });

  function find(env: NodeJS.ProcessEnv = {}): string | undefined {
    const found = findBrowser({
      PATH: join(folder, 'bin'),
      PLAYWRIGHT_BROWSERS_PATH: join(folder, 'cache'),
      ...env,
    });
    // A Mac keeps its browsers in fixed places: those are not what this spec is about.
    return found?.startsWith('/Applications') ? undefined : found;
  }

  function place(path: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    chmodSync(file, 0o700);
    return file;
  }
});
