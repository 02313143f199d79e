import type { Page } from '@playwright/test';

/** A text of a live region, when it came. */
export interface Spoken {
  /** Milliseconds of the page's clock. */
  readonly at: number;
  readonly role: string;
  readonly text: string;
}

/** What assistive technology finds in a live region. */
export interface LiveRegion {
  readonly role: string;
  /** `polite` waits for its turn, `assertive` interrupts. */
  readonly live: string;
  readonly text: string;
}

declare global {
  interface Window {
    spoken?: Spoken[];
  }
}

/** From now on, what live regions inside an element say is kept: that is what a screen reader reads out. */
export async function listen(page: Page, selector: string): Promise<void> {
  await page.evaluate((within) => {
    const spoken: Spoken[] = [];
    window.spoken = spoken;
    for (const region of document.querySelectorAll(
      `${within} [role=status], ${within} [role=alert]`,
    )) {
      new MutationObserver(() => {
        const text = region.textContent.trim();
        const role = region.getAttribute('role') ?? '';
        if (text !== '') spoken.push({ at: performance.now(), role, text });
      }).observe(region, { childList: true, subtree: true, characterData: true });
    }
  }, selector);
}

export async function heard(page: Page): Promise<readonly Spoken[]> {
  return page.evaluate(() => window.spoken ?? []);
}

/** The live regions inside an element, as Chromium hands them to assistive technology. */
export async function liveRegions(page: Page, selector: string): Promise<readonly LiveRegion[]> {
  const session = await page.context().newCDPSession(page);
  try {
    const { root } = await session.send('DOM.getDocument');
    const { nodeIds } = await session.send('DOM.querySelectorAll', {
      nodeId: root.nodeId,
      selector: `${selector} [role=status], ${selector} [role=alert]`,
    });
    await session.send('Accessibility.enable');
    const regions: LiveRegion[] = [];
    for (const nodeId of nodeIds) {
      const { nodes } = await session.send('Accessibility.queryAXTree', { nodeId });
      const [first] = nodes;
      const live: unknown = first?.properties?.find(({ name }) => name === 'live')?.value.value;
      const texts = nodes.filter(({ role }) => role?.value === 'StaticText');
      regions.push({
        role: String(first?.role?.value),
        live: String(live),
        text: texts.map(({ name }) => String(name?.value)).join(' '),
      });
    }
    return regions;
  } finally {
    await session.detach();
  }
}
