import type { Page } from '@playwright/test';
import type { Backends } from './backends.ts';
import { expect, test } from './harbour.ts';

// Two real tabs, and what real backends see of them.
test.use({ berth: { build: 'sample', port: 17_900 } });

/** Milliseconds between two checks of an instance in the sample app, less its jitter of a tenth and the slack of timers. */
const SHORTEST_PAUSE = 5_200;

/** Nobody visits: every request for health is made by a timer, and none is left out because calls were answered. */
const QUIET = '/console?traffic=off&sel=';

test('one of two tabs asks, both show the same, and the other goes on when it is closed', async ({
  page: first,
  context,
  harbour,
}) => {
  const { backends } = harbour;
  const askedByFirst = countHealthChecks(first);

  await test.step('the first tab asks every instance', async () => {
    await first.goto(`${QUIET}accounts`);
    await expect(health(first)).toContainText('This tab asks');
    await expect(async () => {
      const asked = await backends.healthChecks();
      expect(new Set(asked.map(({ instance }) => instance)).size).toBe(35);
    }).toPass({ timeout: 20_000 });
  });

  const second = await context.newPage();
  const askedBySecond = countHealthChecks(second);
  await test.step('the second one is told at once, and asks nobody', async () => {
    await second.goto(`${QUIET}accounts`);
    await expect(health(second)).toContainText('Another tab asks');
    await expect(health(second)).toContainText(/accounts-1\s*Healthy/);
    // Spring Boot Actuator, with the parts of its parts.
    await expect(health(second)).toContainText(/db\/primary\s*Healthy/);
  });

  await test.step('what goes wrong shows in both', async () => {
    await backends.break('accounts/accounts-2', { type: 'errors', rate: 1 });
    for (const tab of [first, second]) {
      await expect(health(tab)).toContainText(/accounts-2\s*Failing/, { timeout: 30_000 });
      await expect(health(tab)).toContainText('connection refused');
    }
    expect(await times(second)).toEqual(await times(first));
    expect(askedByFirst()).toBeGreaterThan(35);
    expect(askedBySecond()).toBe(0);
  });

  await test.step('a person asks in the second tab, and the first one does it', async () => {
    const before = askedByFirst();
    await health(second).getByRole('button', { name: 'Check now' }).click();
    await expect.poll(askedByFirst).toBeGreaterThanOrEqual(before + 2);
    expect(askedBySecond()).toBe(0);
    await backends.mend();
    await expect(health(second)).toContainText(/accounts-2\s*Healthy/, { timeout: 60_000 });
  });

  await test.step('the first tab is closed: the second goes on, and asks nobody sooner than planned', async () => {
    await backends.forget();
    // Each has been asked by the first one once more: what follows is measured against that.
    await expect.poll(async () => (await wellAsked(backends)).size, { timeout: 20_000 }).toBe(10);
    await first.close();
    const closedAt = Date.now();
    await expect(health(second)).toContainText('This tab asks');
    await expect
      .poll(
        async () => {
          const pauses = [...(await wellAsked(backends)).values()];
          return pauses.every((at) => at.some((one) => one > closedAt));
        },
        { timeout: 20_000 },
      )
      .toBe(true);
    expect(askedBySecond()).toBeGreaterThan(0);
    for (const [instance, at] of await wellAsked(backends)) {
      const pauses = at.slice(1).map((one, index) => one - (at[index] ?? one));
      expect(Math.min(...pauses), `pauses of ${instance}`).toBeGreaterThan(SHORTEST_PAUSE);
    }
  });
});

function health(page: Page) {
  return page.locator('convoy-health-tree');
}

/** When each instance was asked last, as the panel shows it. */
function times(page: Page): Promise<readonly string[]> {
  return health(page).locator('time').allInnerTexts();
}

/** @returns how many a tab has sent by now */
function countHealthChecks(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/health')) count += 1;
  });
  return () => count;
}

/** Services that nothing is done to, and whose answers are fresh for a second only: they are asked in their rhythm. */
const watched = ['catalog', 'pricing', 'orders', 'transfers'];

/** When instances of those were asked and have answered. */
async function wellAsked(backends: Backends): Promise<ReadonlyMap<string, readonly number[]>> {
  const asked = new Map<string, number[]>();
  for (const { service, instance, at, outcome } of await backends.healthChecks()) {
    // What was under way when its tab was closed has told nobody anything, and is asked again.
    if (outcome !== 'answered' || !watched.includes(service)) continue;
    asked.set(instance, [...(asked.get(instance) ?? []), at]);
  }
  return asked;
}
