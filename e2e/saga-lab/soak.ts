// npm run soak -- [--sagas 200] [--crashes 100] [--seed 1]: sagas in real Chromium on real backends, in every trouble there is.
// Tabs die at writes of the journal that the seed chooses, answers get lost, instances say 503, the network goes, clocks jump, people
// cancel. Afterwards it is counted on the servers what is left. Ends with `N passed, N failed`; what goes wrong can be repeated by its seed.
import { chromium, type BrowserContext } from '@playwright/test';
import { parseArgs } from 'node:util';
import { seededRandom } from '../../mock-api/random.ts';
import { browserAdvice, browserFlags, findBrowser } from '../../tools/browser.mjs';
import { audit, takeStock } from './audit.ts';
import { someOrder, someTransfer } from './inputs.ts';
import type { LabInput } from './lab-api.ts';
import { Laboratory } from './lab.ts';
import { LabTab } from './tab.ts';

const { values } = parseArgs({
  options: {
    sagas: { type: 'string', default: '200' },
    crashes: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '19100' },
  },
});
const wanted = Number(values.sagas);
const crashesWanted = Number(values.crashes);
const random = seededRandom(`soak/${values.seed}`);
const executablePath = findBrowser();
if (executablePath === undefined) throw new Error(browserAdvice);

const chance = (share: number): boolean => random() < share;
const upTo = (most: number): number => Math.floor(random() * most);

const troubled = ['inventory', 'orders', 'payments', 'shipping', 'accounts', 'fraud', 'transfers'];
const started = Date.now();
const lab = await Laboratory.open(Number(values.port), 0);
const browser = await chromium.launch({
  executablePath,
  args: ['--headless=new', ...browserFlags],
});
const context = await browser.newContext();
const opening = await takeStock(lab);
const inputs: LabInput[] = [];
let crashes = 0;
let numbers = 0;
let tabs: LabTab[] = await Promise.all([LabTab.open(context, lab), LabTab.open(context, lab)]);

while (inputs.length < wanted || crashes < crashesWanted) {
  const batch = [someInput(), someInput()];
  const ids = batch.map(({ id }) => id);
  await makeTrouble();
  const dies = crashes < crashesWanted;
  const phase = chance(0.5) ? 'before' : 'after';
  // Whichever of the two executes: the other only writes what it starts itself.
  if (dies) for (const tab of tabs) await tab.dieAt(1 + upTo(14), phase);
  for (const input of batch) await Promise.all(tabs.map((tab) => tab.start(input).catch(() => '')));
  const [victim, hours] = [ids[upTo(2)] ?? '', (random() - 0.5) * 2];
  const [isCancelled, hasJump] = [chance(0.15), chance(0.15)];
  const [witness] = tabs.filter((tab) => !tab.isDead);
  if (isCancelled) await witness?.cancel(victim);
  if (hasJump) await witness?.jump(hours * 3_600_000);
  if (chance(0.1)) await goOffline(context);
  // A dead tab keeps the lock until it is closed: nothing more happens then.
  await Promise.race([
    Promise.all(tabs.map((tab) => tab.settled(ids, 2_500))),
    ...tabs.map((tab) => tab.death),
  ]);
  await lab.mend();
  // Whoever was not hit lives on.
  for (const tab of tabs) await tab.dieAt(0, phase);
  await bury();
  // What did not reach the journal before its tab died was never promised: somebody presses the button again.
  for (const input of batch) {
    await aTab()
      .start(input)
      .catch(() => '');
  }
  inputs.push(...batch);
  if (inputs.length % 20 === 0) {
    console.log(`${inputs.length} sagas, ${crashes} crashes, ${seconds()} s`);
  }
}

// Peace: everything that can come to its end does, and an operator looks after what is stuck.
for (const tab of tabs) await tab.close();
tabs = [await LabTab.open(context, lab)];
const ids = inputs.map(({ id }) => id);
let statuses: Readonly<Record<string, string>> = {};
for (let round = 0; round < 5; round += 1) {
  await aTab().settled(ids, 60_000);
  statuses = await aTab().statuses();
  const stuck = ids.filter((id) => statuses[id] === 'stuck');
  if (stuck.length === 0) break;
  console.log(`stuck, and tried again by hand: ${stuck.join(', ')}`);
  for (const id of stuck) await aTab().retry(id);
  await aTab().page.waitForTimeout(500);
}
statuses = await aTab().statuses();
const runs = inputs.map((input) => ({ input, status: statuses[input.id] ?? 'unknown' }));
const problems = await audit(lab, opening, runs);
for (const problem of problems) console.log(problem);

const ended = (status: string): number => runs.filter((run) => run.status === status).length;
console.log(
  `${runs.length} sagas (${ended('completed')} completed, ${ended('compensated')} compensated, ` +
    `${ended('stuck')} stuck), ${crashes} crashes, seed ${values.seed}, ${seconds()} s`,
);
console.log(`${runs.length - problems.length} passed, ${problems.length} failed`);
await browser.close();
await lab.close();
process.exitCode = problems.length === 0 ? 0 : 1;

function someInput(): LabInput {
  numbers += 1;
  return chance(0.5)
    ? someOrder(numbers, chance(0.25) ? 'declined' : 'paid')
    : someTransfer(numbers, chance(0.25) ? 'listed' : 'booked');
}

async function makeTrouble(): Promise<void> {
  for (const service of troubled) {
    const faults = [
      ...(chance(0.25) ? [{ type: 'truncatedBody', toxicity: 0.4, seed: upTo(1_000) }] : []),
      ...(chance(0.25) ? [{ type: 'errors', rate: 0.4, status: 503, seed: upTo(1_000) }] : []),
      ...(chance(0.2) ? [{ type: 'latency', latency: upTo(300), jitter: 0 }] : []),
    ];
    if (faults.length > 0) await lab.break(service, ...faults);
  }
}

async function goOffline(where: BrowserContext): Promise<void> {
  await where.setOffline(true);
  await new Promise((resolve) => setTimeout(resolve, upTo(600)));
  await where.setOffline(false);
}

/** Dead tabs are closed, and others opened in their place. */
async function bury(): Promise<void> {
  for (const [index, tab] of tabs.entries()) {
    if (!tab.isDead) continue;
    crashes += 1;
    await tab.close();
    tabs[index] = await LabTab.open(context, lab);
  }
}

function aTab(): LabTab {
  const alive = tabs.filter((tab) => !tab.isDead);
  const tab = alive[upTo(alive.length)];
  if (tab === undefined) throw new Error('All tabs are dead.');
  return tab;
}

function seconds(): number {
  return Math.round((Date.now() - started) / 1_000);
}
