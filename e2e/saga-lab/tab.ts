import type { BrowserContext, Page } from '@playwright/test';
import type { LabInput } from './lab-api.ts';
import type { Laboratory } from './lab.ts';

/** What every page says that is about to stop. */
const LAST_WORDS = 'the tab dies';

/** One tab of the browser, in the laboratory. */
export class LabTab {
  readonly page: Page;
  /** Resolves when the tab has stopped at the write that was to be its last. */
  readonly death: Promise<void>;
  isDead = false;

  private constructor(page: Page) {
    this.page = page;
    this.death = new Promise((resolve) => {
      page.on('console', (message) => {
        if (message.text() !== LAST_WORDS) return;
        this.isDead = true;
        resolve();
      });
    });
  }

  static async open(context: BrowserContext, lab: Laboratory, query = ''): Promise<LabTab> {
    const tab = new LabTab(await context.newPage());
    await tab.page.goto(lab.page + query);
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- the page's script makes it, later
    await tab.page.waitForFunction(() => window.lab !== undefined);
    return tab;
  }

  /** A tab that dies meanwhile does not answer any more. */
  async start(input: LabInput): Promise<string> {
    const answer = this.page.evaluate((what) => window.lab.start(what), input);
    return await this.orDeath(answer, 'dead');
  }

  async dieAt(write: number, phase: 'before' | 'after'): Promise<void> {
    await this.orDeath(
      this.page.evaluate(([at, when]) => window.lab.dieAt(at, when), [write, phase] as const),
      undefined,
    );
  }

  async cancel(id: string): Promise<void> {
    await this.orDeath(
      this.page.evaluate((run) => window.lab.cancel(run), id),
      undefined,
    );
  }

  async retry(id: string): Promise<void> {
    await this.orDeath(
      this.page.evaluate((run) => window.lab.retry(run), id),
      undefined,
    );
  }

  async jump(ms: number): Promise<void> {
    await this.orDeath(
      this.page.evaluate((by) => window.lab.jump(by), ms),
      undefined,
    );
  }

  async statuses(): Promise<Readonly<Record<string, string>>> {
    return await this.orDeath(
      this.page.evaluate(() => window.lab.statuses()),
      {},
    );
  }

  /** Waits until all of them have ended or are stuck, or the tab is dead; milliseconds at most. */
  async settled(ids: readonly string[], timeout: number): Promise<boolean> {
    const until = Date.now() + timeout;
    while (Date.now() < until && !this.isDead) {
      const statuses = await this.statuses();
      const ends = ['completed', 'compensated', 'stuck'];
      if (ids.every((id) => ends.includes(statuses[id] ?? ''))) return true;
      await this.orDeath(this.page.waitForTimeout(25), undefined);
    }
    return false;
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private async orDeath<T>(answer: Promise<T>, otherwise: T): Promise<T> {
    // The page may be closed before it answers: then nobody waits for it any more.
    answer.catch(() => undefined);
    return await Promise.race([answer, this.death.then(() => otherwise)]);
  }
}
