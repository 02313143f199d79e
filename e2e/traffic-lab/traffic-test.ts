import { test as base, type BrowserContext, type Page } from '@playwright/test';
import { Backends } from '../backends.ts';
import { serveLab, type LabServer } from '../lab-server.ts';
import type {
  LabInstance,
  LabSetup,
  LeaseReport,
  Volley,
  VolleyOutcome,
} from './traffic-lab-api.ts';

/** A tab of the traffic laboratory: the library in a real browser, without any screen. */
class TrafficTab {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(context: BrowserContext, lab: LabServer, setup: LabSetup): Promise<TrafficTab> {
    const tab = new TrafficTab(await context.newPage());
    await tab.page.goto(lab.url);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the page's script makes it, later
    await tab.page.waitForFunction(() => window.traffic !== undefined);
    await tab.page.evaluate((how) => window.traffic.open(how), setup);
    return tab;
  }

  fire(volley: Volley): Promise<readonly VolleyOutcome[]> {
    return this.page.evaluate((what) => window.traffic.fire(what), volley);
  }

  instances(service: string): Promise<readonly string[]> {
    return this.page.evaluate((name) => window.traffic.instances(name), service);
  }

  async setInstances(service: string, instances: readonly LabInstance[]): Promise<void> {
    await this.page.evaluate(
      ([name, all]) => {
        window.traffic.setInstances(name, all);
      },
      [service, instances] as const,
    );
  }

  problem(service: string): Promise<string | undefined> {
    return this.page.evaluate((name) => window.traffic.problem(name), service);
  }

  async announce(service: string, endpoint: LabInstance, ttl: number): Promise<void> {
    await this.page.evaluate(
      ([name, what, ms]) => {
        window.traffic.announce(name, what, ms);
      },
      [service, endpoint, ttl] as const,
    );
  }

  lease(id: string): Promise<LeaseReport> {
    return this.page.evaluate((which) => window.traffic.lease(which), id);
  }

  async withdraw(id: string): Promise<void> {
    await this.page.evaluate((which) => window.traffic.withdraw(which), id);
  }
}

interface TrafficWorker {
  /** First of the 36 ports that the backends take. */
  readonly port: number;
  readonly backends: Backends;
  readonly lab: LabServer;
}

interface TrafficTest {
  /** Opens a tab that is set up as the test wants it. */
  readonly tab: (setup: LabSetup) => Promise<TrafficTab>;
}

/**
 * A test in the traffic laboratory, on backends that take no time of their own.
 *
 * @usageNotes
 * test.use({ port: 17_450 });
 */
export const test = base.extend<TrafficTest, TrafficWorker>({
  port: [17_450, { option: true, scope: 'worker' }],

  backends: [
    async ({ port }, use) => {
      const backends = await Backends.start(port, { latencyScale: 0 });
      await use(backends);
      await backends.stop();
    },
    { scope: 'worker' },
  ],

  lab: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from here
    async ({}, use) => {
      const lab = await serveLab('e2e/traffic-lab/page/traffic-page.ts');
      await use(lab);
      await lab.close();
    },
    { scope: 'worker' },
  ],

  tab: async ({ context, lab, backends }, use) => {
    await backends.mend();
    await backends.forget();
    await use((setup) => TrafficTab.open(context, lab, setup));
  },
});

export { expect } from '@playwright/test';
