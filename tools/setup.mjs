// Makes a fresh clone ready: the exact dependencies and, with --browser, a browser. Does nothing when nothing is to do.
// Runs before anything is installed, on whatever Node the machine has: plain JavaScript, no dependencies.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserAdvice, findBrowser } from './browser.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

await installDependencies();
if (process.argv.includes('--browser')) await installBrowser();

async function installDependencies() {
  const reason = whyInstall();
  if (reason === undefined) return;
  say(`installing the dependencies (${reason}); a minute or two the first time`);
  // `error`: npm would warn, for every package, that the machine's Node is not the one that will run it.
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) fail(`npm ci failed with exit code ${code}.`);
  const left = whyInstall();
  if (left !== undefined) {
    fail(
      `The installation is not complete (${left}). Does npm ignore scripts (npm config get ignore-scripts)?`,
    );
  }
}

/**
 * Compares what is installed with the lockfile, package by package.
 *
 * @returns {string | undefined} why `npm ci` has to run; `undefined` when it has not
 */
function whyInstall() {
  const installed = packages(join(root, 'node_modules/.package-lock.json'));
  if (installed === undefined) return 'nothing is installed yet';
  const locked = packages(join(root, 'package-lock.json'));
  if (locked === undefined) fail('package-lock.json is missing or broken.');
  for (const [path, wanted] of Object.entries(locked)) {
    if (path === '') continue;
    const found = installed[path];
    if (found === undefined && wanted.optional) continue; // made for another platform
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) {
      return `${path.replace(/^.*node_modules\//, '')} is not the locked one`;
    }
  }
  const node = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
  return existsSync(node) ? undefined : 'Node itself is missing';
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean }} Installed
 */

/**
 * @param {string} lockfile
 * @returns {Record<string, Installed> | undefined}
 */
function packages(lockfile) {
  try {
    /** @type {unknown} */
    const content = JSON.parse(readFileSync(lockfile, 'utf8'));
    return /** @type {{ packages: Record<string, Installed> }} */ (content).packages;
  } catch {
    return undefined; // Not there, or cut off by an interrupted installation: installed anew.
  }
}

async function installBrowser() {
  if (findBrowser() !== undefined) return;
  const debian = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;
  if (debian) {
    say('no browser was found; installing the system package chromium');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const updated = await run('apt-get', ['update', '-qq'], env);
    if (updated === 0) await run('apt-get', ['install', '-y', '-qq', 'chromium'], env);
  }
  if (findBrowser() === undefined) fail(browserAdvice);
}

/**
 * Runs a command to its end, and says every ten seconds that it is still at it.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>} its exit code
 */
function run(command, args, env = process.env) {
  const started = Date.now();
  const child = spawn(command, args, {
    cwd: root,
    env,
    shell: windows,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const heartbeat = setInterval(() => {
    say(
      `still at it: ${command} ${args[0] ?? ''} (${Math.round((Date.now() - started) / 1000)} s)`,
    );
  }, 10_000);
  return new Promise((resolve) => {
    const end = (/** @type {number} */ code) => {
      clearInterval(heartbeat);
      resolve(code);
    };
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
  });
}

/** @param {string} text */
function say(text) {
  console.log(`setup: ${text}`);
}

/**
 * @param {string} text
 * @returns {never}
 */
function fail(text) {
  console.error(`\n${text}\n`);
  process.exit(1);
}
