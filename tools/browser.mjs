// Finds the browser that unit tests, end-to-end tests and the package check drive.
// Plain JavaScript without dependencies: tools/setup.mjs runs it before anything is installed.
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * Path of a Chromium-like browser, or `undefined` when this machine has none.
 *
 * In this order: CHROME_BIN, Chrome and Chromium as installed by the system, Playwright's own download.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined}
 */
export function findBrowser(env = process.env) {
  return candidates(env).find(isExecutable);
}

/** What makes a headless Chromium start everywhere (as root too) and keep to itself. */
export const browserFlags = Object.freeze([
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]);

/** What a person has to do when no browser was found. */
export const browserAdvice = [
  'No browser was found: the tests run in a real Chrome or Chromium.',
  '  Debian, Ubuntu   sudo apt-get update && sudo apt-get install -y chromium',
  '  Fedora           sudo dnf install chromium',
  '  macOS            brew install --cask google-chrome',
  '  Windows          winget install Google.Chrome',
  '  anywhere         npx playwright install chromium',
  'Or point CHROME_BIN to the executable of a browser that is already there.',
].join('\n');

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function candidates(env) {
  return [
    ...(env['CHROME_BIN'] ? [env['CHROME_BIN']] : []),
    ...systemBrowsers(env),
    ...playwrightBrowsers(env),
  ];
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function systemBrowsers(env) {
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => env[name]);
    return ['Google/Chrome', 'Chromium'].flatMap((product) =>
      roots.flatMap((root) => (root ? [join(root, product, 'Application/chrome.exe')] : [])),
    );
  }
  const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  if (process.platform !== 'darwin') return onPath;
  const bundles = [
    'Google Chrome.app/Contents/MacOS/Google Chrome',
    'Chromium.app/Contents/MacOS/Chromium',
  ];
  const applications = ['/Applications', join(homedir(), 'Applications')];
  return [
    ...bundles.flatMap((bundle) => applications.map((folder) => join(folder, bundle))),
    ...onPath,
  ];
}

/**
 * Newest revision first.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
function playwrightBrowsers(env) {
  const cache = env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(cacheFolder(env), 'ms-playwright');
  const revisions = list(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice('chromium-'.length)) - Number(a.slice('chromium-'.length)));
  const executables = [
    'chrome-linux/chrome',
    'chrome-linux64/chrome',
    'chrome-win/chrome.exe',
    'chrome-win64/chrome.exe',
    ...['chrome-mac', 'chrome-mac-arm64', 'chrome-mac-x64'].flatMap((folder) => [
      `${folder}/Chromium.app/Contents/MacOS/Chromium`,
      `${folder}/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing`,
    ]),
  ];
  return revisions.flatMap((revision) => executables.map((path) => join(cache, revision, path)));
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string}
 */
function cacheFolder(env) {
  if (process.platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches');
  return env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return []; // No such folder: Playwright never downloaded anything here.
  }
}

/**
 * @param {string} path
 * @returns {boolean}
 */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // Missing or not ours to run: the next candidate is tried.
  }
}
