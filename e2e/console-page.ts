import { expect, type Locator, type Page } from '@playwright/test';

/** The admin console as its user finds it. */
export class ConsolePage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The row of a service in the overview. */
  service(label: string): Locator {
    return this.page
      .getByRole('table', { name: 'Services' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('link', { name: label, exact: true }) });
  }

  /** Its breaker: Closed, Open or Half-open. */
  breaker(label: string): Locator {
    return this.service(label).locator('.circuit');
  }

  /** The row of an instance; the service's rows are unfolded for it. */
  async instance(label: string, id: string): Promise<Locator> {
    const unfold = this.page.getByRole('button', { name: `Instances of ${label}` });
    if ((await unfold.getAttribute('aria-expanded')) === 'false') await unfold.click();
    return this.page
      .getByRole('table', { name: `Instances of ${label}` })
      .getByRole('row')
      .filter({ hasText: id });
  }

  async openFaults(): Promise<void> {
    const panel = this.page.getByRole('heading', { name: 'Faults' });
    if (await panel.isVisible()) return;
    await this.page
      .getByRole('link', { name: 'Faults' })
      .or(this.page.getByRole('button', { name: 'Faults' }))
      .click();
    await expect(panel).toBeVisible();
  }

  async stopInstance(service: string, id: string): Promise<void> {
    await this.openFaults();
    await this.page.locator('summary').filter({ hasText: service }).click();
    await this.page.getByRole('button', { name: `Stop ${id}`, exact: true }).click();
    await expect(this.page.getByRole('button', { name: `Start ${id}`, exact: true })).toBeVisible();
  }

  async stopService(service: string): Promise<void> {
    await this.openFaults();
    await this.page.getByRole('button', { name: `Stop ${service}`, exact: true }).click();
    await expect(
      this.page.getByRole('button', { name: `Start ${service}`, exact: true }),
    ).toBeVisible();
  }

  /** Slow answers, as the form proposes them: 1.5 s, give or take half a second. */
  async slowDown(service: string): Promise<void> {
    await this.openFaults();
    await this.page.getByRole('combobox', { name: /^Where/ }).selectOption(service);
    await this.page.getByRole('combobox', { name: /^What/ }).selectOption('latency');
    await this.page.getByRole('button', { name: 'Add fault' }).click();
  }

  async mendEverything(): Promise<void> {
    await this.openFaults();
    const mend = this.page.getByRole('button', { name: 'Mend everything', disabled: false });
    await mend.first().click();
    await expect(mend).toHaveCount(0);
  }

  /** What the breakers of a service did lately, newest first. */
  async journal(label: string): Promise<readonly string[]> {
    await this.service(label).getByRole('link', { name: label, exact: true }).click();
    const entries = this.page
      .getByRole('list', { name: 'What circuits did lately' })
      .getByRole('listitem');
    await expect(entries.first()).toBeVisible();
    return entries.allInnerTexts();
  }
}
