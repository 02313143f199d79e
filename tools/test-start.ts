// npm test -- start: starts what `npm start` starts, as a newcomer would, and looks at the page in a real browser.
// The end-to-end tests serve a build; what only the development server does wrong is seen here alone.
import { chromium } from '@playwright/test';
import type { Page } from '@playwright/test';
import { browserAdvice, browserFlags, findBrowser } from './browser.mjs';
import { ended, environment, node, run, start, stop, stopAllOnSignal } from './process.ts';
import { descendantsOf, survivorsOf } from './start/descendants.ts';
import { freePorts, isTaken } from './start/port.ts';

/** Of the mock backends: registry and control, then 35 instances. */
const backendPorts = 36;
/** Milliseconds within which the app must be compiled and served. */
const patience = 40_000;

interface Check {
  readonly rule: string;
  /** What is wrong; empty when it is right. */
  readonly wrong: readonly string[];
}

const executablePath = requireBrowser();
stopAllOnSignal(130);
const backendPort = await freePorts(backendPorts);
const appPort = await freePorts(1);
const checks: Check[] = [];

const output: string[] = [];
const env = environment({ APP_PORT: `${appPort}`, MOCK_API_PORT: `${backendPort}` });
const child = start(node('tools/start.ts'), {
  env,
  onLine: (line) => output.push(line),
});
const end = ended(child);
const address = await Promise.race([readyAddress(), end.then(() => undefined)]);
check('it says where the app is', address === undefined ? output : []);
if (address !== undefined) {
  await look(address);
  await startAgain();
  // A Windows process cannot be asked to end by Ctrl-C from outside.
  if (process.platform !== 'win32') await leave();
}
await stop(child);

for (const { rule, wrong } of checks) {
  console.log(`${wrong.length === 0 ? 'ok ' : 'BAD'} ${rule}`);
  for (const line of wrong) console.log(`    | ${line}`);
}
const failed = checks.filter(({ wrong }) => wrong.length > 0).length;
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function requireBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  console.error(browserAdvice);
  process.exit(1);
}

function check(rule: string, wrong: readonly string[]): void {
  checks.push({ rule, wrong });
}

/** The address that is told to a person. */
async function readyAddress(): Promise<string | undefined> {
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    const said = output.map((line) => /Ready: (\S+)/.exec(line)?.[1]).find((url) => url);
    if (said !== undefined) return said;
    await pause(100);
  }
  return undefined;
}

async function look(url: string): Promise<void> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless=new', ...browserFlags],
  });
  try {
    const page = await browser.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(`unhandled: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(url);
    check('the shop shows its products, with prices', await productsMissing(page));
    check('the browser reports no errors', errors);
    check('the products come from the backends that were started with it', await logMissing());
  } finally {
    await browser.close();
  }
}

async function productsMissing(page: Page): Promise<readonly string[]> {
  const priced = page.locator('app-product-card').filter({ hasText: /€\d/ });
  const shown = await priced
    .nth(39)
    .waitFor({ timeout: 15_000 })
    .then(
      () => true,
      () => false,
    );
  if (shown) return [];
  const text = await page.locator('body').innerText();
  return [`${await priced.count()} of 40 products have a price; the page says:`, text];
}

/** Whether the backends were asked by this page: with a trace id, which only the library adds. */
async function logMissing(): Promise<readonly string[]> {
  const response = await fetch(`http://127.0.0.1:${backendPort}/__log?service=catalog`);
  const entries = (await response.json()) as readonly { status: number; traceId?: string }[];
  const good = entries.filter(({ status, traceId }) => status === 200 && traceId !== undefined);
  return good.length > 0 ? [] : [`the catalog answered ${entries.length} requests, none traced`];
}

/** Who has forgotten that it runs already is told so, and the first one goes on. */
async function startAgain(): Promise<void> {
  const second = await run(node('tools/start.ts'), { env, timeLimit: 10_000 });
  const isTold = second.code === 1 && /Port \d+ is taken/.test(second.output);
  const goesOn = (await isTaken(appPort)) && (await isTaken(backendPort));
  check('a second one says that its ports are taken, and the first goes on', [
    ...(isTold ? [] : [`it ended with ${second.code}`, second.output]),
    ...(goesOn ? [] : ['the first has stopped']),
  ]);
}

/** Ctrl-C, and nothing is left behind. */
async function leave(): Promise<void> {
  const family = descendantsOf(child.pid ?? 0);
  child.kill('SIGINT');
  const code = await Promise.race([end, pause(10_000)]);
  check('Ctrl-C ends it', code === 0 ? [] : [`exit code ${code ?? 'none within 10 s'}`, ...output]);
  const left = survivorsOf(family).map(({ pid, name }) => `${pid} ${name}`);
  check('no process is left behind', family.length < 2 ? ['its processes were not found'] : left);
  const open = [];
  for (const port of [appPort, backendPort, backendPort + backendPorts - 1]) {
    if (await isTaken(port)) open.push(`port ${port} is still open`);
  }
  check('its ports are free again', open);
}

function pause(ms: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, ms, undefined));
}
