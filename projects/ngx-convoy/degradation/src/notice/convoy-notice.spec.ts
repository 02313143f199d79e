import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { house, service } from '../house.spec';
import { CONVOY_TEXTS, englishTexts } from '../texts';
import { ConvoyNotice } from './convoy-notice';

@Component({ imports: [ConvoyNotice], template: '<main><convoy-notice /></main>' })
class Host {}

const GATHER = 500;
const features = {
  shop: { needs: ['catalog'], label: 'Shop' },
  ideas: { needs: ['recommendations'], label: 'Ideas' },
  prices: { needs: ['pricing'], label: 'Prices' },
};

function page() {
  const it = house({ features, stableFor: 3_000 }, [
    ...['catalog', 'pricing', 'recommendations'].map((name) => service(name)),
  ]);
  const fixture = TestBed.createComponent(Host);
  fixture.autoDetectChanges();
  const element = fixture.nativeElement as HTMLElement;
  const status = element.querySelector('[role=status]');
  const alert = element.querySelector('[role=alert]');
  return {
    ...{ ...it, fixture, element, status, alert },
    text: () => (status?.textContent ?? '').trim(),
    urgent: () => (alert?.textContent ?? '').trim(),
    button: () => element.querySelector('button'),
    stop: (name: string) => {
      it.breakers.forceOpen(name, 'stopped');
      it.pass(0);
    },
    mend: (name: string) => {
      it.breakers.reset(name, 'mended');
      it.pass(0);
    },
  };
}

function lookOf(element: HTMLElement): CSSStyleDeclaration {
  return getComputedStyle(element.querySelector('convoy-notice') ?? element);
}

/** @see WCAG 2.2, relative luminance */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @see WCAG 2.2, contrast ratio */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

describe('ConvoyNotice', () => {
  afterEach(() => {
    window.dispatchEvent(new Event('online'));
  });

  it('has its live regions from the beginning, silent and empty, and no timer', () => {
    const { status, alert, text, urgent, button, clock } = page();
    expect([status, alert].includes(null)).toBeFalse();
    expect([text(), urgent()]).toEqual(['', '']);
    expect(button()).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('says in the same region what is reduced, since when, and what works', () => {
    const { stop, pass, status, text, element } = page();
    stop('recommendations');
    pass(GATHER);
    expect(text()).toMatch(
      /^Not available since 0?2:02\sPM: Ideas\. Working as usual: Shop, Prices\.$/,
    );
    expect(element.querySelector('[role=status]')).toBe(status);
  });

  it('says once what falls together', () => {
    const { stop, pass, text } = page();
    stop('recommendations');
    pass(GATHER - 1);
    expect(text()).toBe('');
    stop('pricing');
    pass(GATHER);
    expect(text()).toContain('Ideas, Prices');
  });

  it('is not kept from speaking by a state that never rests', () => {
    const { stop, mend, pass, text } = page();
    stop('recommendations');
    for (let round = 0; round < 3; round += 1) {
      stop('pricing');
      pass(100);
      mend('pricing');
      pass(100);
    }
    expect(text()).toContain('Ideas');
  });

  it('lets each text be heard out before the next', () => {
    const { stop, pass, text } = page();
    stop('recommendations');
    pass(GATHER);
    stop('pricing');
    pass(4_999);
    expect(text()).not.toContain('Ideas, Prices');
    pass(1);
    expect(text()).toContain('Ideas, Prices');
  });

  it('says what is back and has yet to stay, and for a few seconds that it is over', () => {
    const { stop, mend, pass, text, button, clock } = page();
    stop('recommendations');
    pass(10_000);
    mend('recommendations');
    pass(GATHER);
    expect(text()).toBe('Back again: Ideas. We are making sure that it stays.');
    pass(2_500);
    expect(text()).toContain('Back again');
    pass(2_500);
    expect(text()).toBe('Everything works again.');
    pass(5_999);
    expect(text()).not.toBe('');
    pass(1);
    expect(text()).toBe('');
    expect(button()).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('never claims that something is missing which is back', () => {
    const { stop, mend, pass, text } = page();
    for (const name of ['recommendations', 'pricing']) stop(name);
    pass(10_000);
    mend('pricing');
    pass(GATHER);
    expect(text()).toContain('Ideas.');
    expect(text()).toContain('Working as usual: Shop, Prices.');
  });

  it('interrupts only when nothing works any more', () => {
    const { stop, mend, pass, text, urgent, element } = page();
    for (const name of ['recommendations', 'pricing', 'catalog']) stop(name);
    pass(GATHER);
    expect(urgent()).toContain('Shop, Ideas, Prices');
    expect(text()).toBe('');
    expect(element.querySelector('convoy-notice')?.getAttribute('data-kind')).toBe('nothing-works');
    mend('catalog');
    pass(5_000);
    expect(urgent()).toBe('');
    expect(text()).toContain('Working as usual: Shop.');
  });

  it('says something once in five seconds at most, whatever happens', () => {
    const { stop, mend, pass, status, clock } = page();
    const said: number[] = [];
    const observer = new MutationObserver(() => undefined);
    observer.observe(status ?? document, { subtree: true, childList: true, characterData: true });
    for (let round = 0; round < 60; round += 1) {
      const name = ['recommendations', 'pricing'][round % 2] ?? '';
      if (round % 4 < 2) stop(name);
      else mend(name);
      pass(700);
      if (observer.takeRecords().length > 0) said.push(clock.now());
    }
    const gaps = said.slice(1).map((at, index) => at - (said[index] ?? 0));
    expect(gaps.length).toBeGreaterThan(4);
    // A look every 700 ms sees it up to 700 ms late.
    expect(Math.min(...gaps)).toBeGreaterThan(5_000 - 700);
  });

  it('says that it is the user who is offline', () => {
    const { call, pass, text } = page();
    spyOnProperty(navigator, 'onLine').and.returnValue(false);
    window.dispatchEvent(new Event('offline'));
    call('/api/recommendations/1', 0);
    pass(GATHER);
    expect(text()).toMatch(/^You are offline. Not available since .*: Ideas\./);
  });

  it('ends even when something trembles while it says that it is over', () => {
    const { stop, mend, pass, text, clock } = page();
    stop('recommendations');
    pass(10_000);
    mend('recommendations');
    for (const ms of [3_000, 3_000, 1_000]) pass(ms);
    stop('pricing');
    mend('pricing');
    for (const ms of [3_000, 5_000, 5_000, 6_000]) pass(ms);
    expect(text()).toBe('');
    expect(clock.pending).toBe(0);
  });

  it('says nothing of what was over before it could be said', () => {
    const { stop, mend, pass, text } = page();
    stop('recommendations');
    mend('recommendations');
    pass(10_000);
    expect(text()).toBe('');
  });

  it('goes away when it is dismissed, and comes back only when more is reduced', () => {
    const { stop, pass, text, button } = page();
    stop('recommendations');
    pass(GATHER);
    button()?.click();
    pass(10_000);
    expect(text()).toBe('');
    expect(button()).toBeNull();

    stop('pricing');
    pass(GATHER);
    expect(text()).toContain('Ideas, Prices');
  });

  it('does not tell who dismissed it that it is over, and speaks up the next time', () => {
    const { stop, mend, pass, text, button } = page();
    stop('recommendations');
    pass(GATHER);
    button()?.click();
    mend('recommendations');
    pass(10_000);
    expect(text()).toBe('');

    stop('recommendations');
    pass(GATHER);
    expect(text()).toContain('Ideas');
  });

  it('speaks the language of the app', () => {
    TestBed.configureTestingModule({
      providers: [
        {
          provide: CONVOY_TEXTS,
          useFactory: () => ({
            ...englishTexts('de'),
            reduced: ({ since }: { since: string }) => `Eingeschränkt seit ${since}`,
            dismiss: 'Schließen',
          }),
        },
      ],
    });
    const { stop, pass, text, button } = page();
    stop('recommendations');
    pass(GATHER);
    expect(text()).toBe('Eingeschränkt seit 14:02');
    expect(button()?.getAttribute('aria-label')).toBe('Schließen');
  });

  it('leaves no timer behind', () => {
    const { stop, fixture, clock } = page();
    stop('recommendations');
    const waiting = clock.pending;
    fixture.destroy();
    expect(clock.pending).toBe(waiting - 1);
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const kind of ['reduced', 'over', 'nothing-works'] as const) {
      it(`has the contrast that everybody needs: ${kind}, ${scheme}`, () => {
        const { stop, mend, pass, element } = page();
        element.style.colorScheme = scheme;
        stop('recommendations');
        if (kind === 'nothing-works') for (const name of ['pricing', 'catalog']) stop(name);
        pass(GATHER);
        if (kind === 'over') {
          mend('recommendations');
          for (const ms of [3_000, 2_000, 5_000]) pass(ms);
        }
        expect(element.querySelector('convoy-notice')?.getAttribute('data-kind')).toBe(kind);
        const { color, backgroundColor, borderTopColor } = lookOf(element);
        expect(contrast(color, backgroundColor)).toBeGreaterThan(4.5); // WCAG 1.4.3
        expect(contrast(borderTopColor, backgroundColor)).toBeGreaterThan(3); // WCAG 1.4.11
        expect(luminance(backgroundColor) < 0.1).toBe(scheme === 'dark');
      });
    }
  }

  it('is the same when read from right to left: no side is left or right', () => {
    const { stop, pass, element } = page();
    stop('recommendations');
    pass(GATHER);
    const wide = (side: 'Left' | 'Right'): string => lookOf(element)[`border${side}Width`];
    expect([wide('Left'), wide('Right')]).toEqual(['4px', '1px']);
    element.dir = 'rtl';
    expect([wide('Left'), wide('Right')]).toEqual(['1px', '4px']);
  });
});
