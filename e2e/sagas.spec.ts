import { expect, test as base } from '@playwright/test';
import { audit, takeStock, type AuditedRun, type Opening } from './saga-lab/audit.ts';
import { someOrder, someTransfer } from './saga-lab/inputs.ts';
import type { LabInput } from './saga-lab/lab-api.ts';
import { Laboratory } from './saga-lab/lab.ts';
import { LabTab } from './saga-lab/tab.ts';

/** Backends for a worker, counted before and after each test. */
const test = base.extend<{ opening: Opening }, { lab: Laboratory }>({
  lab: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from here
    async ({}, use, { workerIndex }) => {
      const lab = await Laboratory.open(18_000 + 50 * (workerIndex % 40), 0);
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],
  opening: async ({ lab }, use) => {
    await lab.mend();
    await use(await takeStock(lab));
  },
});

test.describe.configure({ mode: 'parallel' });

let numbers = 0;
const next = (): number => (numbers += 1);

// The way there is the same for both endings: those that turn back begin where they do.
const kinds = [
  ['an order', () => someOrder(next()), 'completed', 1, ['before', 'after']],
  ['a transfer', () => someTransfer(next()), 'completed', 1, ['before', 'after']],
  ['an order that is not paid', () => someOrder(next(), 'declined'), 'compensated', 5, ['after']],
  ['a transfer that is stopped', () => someTransfer(next(), 'listed'), 'compensated', 4, ['after']],
] as const;

for (const [title, make, ending, first, phases] of kinds) {
  test(`${title} survives a tab that dies at any write`, async ({ context, lab, opening }) => {
    const runs: AuditedRun[] = [];
    let tab = await LabTab.open(context, lab);
    let deaths = 0;
    for (let write: number = first; ; write += 1) {
      let hasDied = false;
      for (const phase of phases) {
        const input = make();
        await tab.dieAt(write, phase);
        await tab.start(input);
        if (!(await tab.settled([input.id], 20_000))) {
          hasDied = true;
          deaths += 1;
          await tab.close();
          tab = await LabTab.open(context, lab);
          // Nothing was promised before the run was in the journal: somebody starts it again.
          await tab.start(input);
          expect(await tab.settled([input.id], 20_000), `${input.id} comes to an end`).toBe(true);
        }
        runs.push({ input, status: (await tab.statuses())[input.id] ?? 'unknown' });
      }
      if (!hasDied) break;
    }
    expect(deaths).toBeGreaterThan(first === 1 ? 14 : 1);
    expect(runs.filter(({ status }) => status !== ending)).toEqual([]);
    expect(await audit(lab, opening, runs)).toEqual([]);
  });
}

test('two tabs and many clicks make one order of one basket', async ({ context, lab, opening }) => {
  const tabs = await Promise.all([LabTab.open(context, lab), LabTab.open(context, lab)]);
  const inputs = [someOrder(next()), someTransfer(next()), someOrder(next(), 'declined')];
  const clicks = inputs.flatMap((input) =>
    tabs.flatMap((tab) => [tab.start(input), tab.start(input)]),
  );
  const answers = await Promise.all(clicks);
  expect(answers.filter((answer) => answer === 'new')).toHaveLength(inputs.length);
  const ids = inputs.map(({ id }) => id);
  for (const tab of tabs) expect(await tab.settled(ids, 20_000)).toBe(true);
  const [one, other] = await Promise.all(tabs.map((tab) => tab.statuses()));
  expect(other).toEqual(one);
  const runs = inputs.map((input): AuditedRun => ({ input, status: one?.[input.id] ?? '' }));
  expect(runs.map(({ status }) => status)).toEqual(['completed', 'completed', 'compensated']);
  expect(await audit(lab, opening, runs)).toEqual([]);
});

test('answers that are lost, 503 and slow instances make no effect twice', async ({
  context,
  lab,
  opening,
}) => {
  const tab = await LabTab.open(context, lab);
  const inputs = Array.from({ length: 12 }, (_, index): LabInput =>
    index % 2 === 0 ? someOrder(next()) : someTransfer(next()),
  );
  for (const service of ['inventory', 'orders', 'payments', 'accounts', 'transfers', 'shipping']) {
    await lab.break(
      service,
      { type: 'truncatedBody', toxicity: 0.3, seed: 5 },
      { type: 'errors', rate: 0.2, status: 503, seed: 9 },
    );
  }
  await Promise.all(inputs.map((input) => tab.start(input)));
  const ids = inputs.map(({ id }) => id);
  await tab.settled(ids, 15_000);
  await lab.mend();
  expect(await tab.settled(ids, 30_000)).toBe(true);
  const statuses = await tab.statuses();
  const runs = inputs.map((input): AuditedRun => ({ input, status: statuses[input.id] ?? '' }));
  expect(await audit(lab, opening, runs)).toEqual([]);
});

test('an offline window costs time and nothing else', async ({ context, lab, opening }) => {
  const tab = await LabTab.open(context, lab);
  const input = someOrder(next());
  await context.setOffline(true);
  await tab.start(input);
  await expect(async () => {
    expect((await tab.statuses())[input.id]).toMatch(/pending|waiting/);
  }).toPass();
  await tab.page.waitForTimeout(1_500);
  await context.setOffline(false);
  expect(await tab.settled([input.id], 20_000)).toBe(true);
  const runs = [{ input, status: (await tab.statuses())[input.id] ?? '' }];
  expect(runs[0]?.status).toBe('completed');
  expect(await audit(lab, opening, runs)).toEqual([]);
});

test('a clock that jumps does not confuse anybody', async ({ context, lab, opening }) => {
  const tab = await LabTab.open(context, lab);
  const inputs = [someOrder(next()), someTransfer(next())];
  await lab.break('payments', { type: 'errors', rate: 1, status: 503 });
  await lab.break('transfers', { type: 'errors', rate: 1, status: 503 });
  await Promise.all(inputs.map((input) => tab.start(input)));
  await tab.page.waitForTimeout(300);
  await tab.jump(-3_600_000);
  await lab.mend();
  await tab.page.waitForTimeout(300);
  await tab.jump(7_200_000);
  const ids = inputs.map(({ id }) => id);
  expect(await tab.settled(ids, 30_000)).toBe(true);
  const statuses = await tab.statuses();
  const runs = inputs.map((input): AuditedRun => ({ input, status: statuses[input.id] ?? '' }));
  expect(await audit(lab, opening, runs)).toEqual([]);
});

test('a newer version takes the journal over in the middle of a run', async ({
  context,
  lab,
  opening,
}) => {
  await lab.break('payments', { type: 'hang' });
  const old = await LabTab.open(context, lab);
  const input = someOrder(next());
  await old.start(input);
  await expect
    .poll(async () => await old.page.evaluate((id) => window.lab.events(id), input.id))
    .toContain('"pay"');
  const newer = await LabTab.open(context, lab, '&schema=newer');
  await expect.poll(() => old.page.evaluate(() => window.lab.journal())).toBe('superseded');
  await lab.mend();
  expect(await newer.settled([input.id], 30_000)).toBe(true);
  expect(await newer.page.evaluate(() => window.lab.isRunner())).toBe(true);
  // The old tab begins nothing any more, and says so.
  await expect(old.start(someOrder(next()))).rejects.toThrow(/newer version/);
  const runs = [{ input, status: (await newer.statuses())[input.id] ?? '' }];
  expect(await audit(lab, opening, runs)).toEqual([]);
});

test('site data that are cleared in the middle of a run leave nothing half done', async ({
  context,
  lab,
  opening,
}) => {
  await lab.break('orders', { type: 'latency', latency: 1_000, jitter: 0 });
  const tab = await LabTab.open(context, lab);
  const input = someOrder(next());
  await tab.start(input);
  await tab.page.waitForTimeout(300);
  await tab.page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('lab').onsuccess = resolve;
      }),
  );
  await lab.mend();
  await expect.poll(() => tab.page.evaluate(() => window.lab.journal())).toBe('lost');
  await expect.poll(async () => (await tab.statuses())[input.id]).toBe('compensated');
  expect(await audit(lab, opening, [{ input, status: 'compensated' }])).toEqual([]);
});
