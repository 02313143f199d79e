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
  return {
    ...{ ...it, fixture, element, status },
    text: () => (status?.textContent ?? '').trim(),
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
  it('has its live region from the beginning, silent and empty, and no timer', () => {
    const { status, text, button, clock } = page();
    expect(status).not.toBeNull();
    expect(text()).toBe('');
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
    pass(2_999);
    expect(text()).not.toContain('Ideas, Prices');
    pass(1);
    expect(text()).toContain('Ideas, Prices');
  });

  it('says for a few seconds that it is over, when it really is', () => {
    const { stop, mend, pass, text, button, clock } = page();
    stop('recommendations');
    pass(10_000);
    mend('recommendations');
    pass(2_999);
    expect(text()).toContain('Ideas');
    pass(1);
    pass(GATHER);
    expect(text()).toBe('Everything works again.');
    pass(5_999);
    expect(text()).not.toBe('');
    pass(1);
    expect(text()).toBe('');
    expect(button()).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('ends even when something trembles while it says that it is over', () => {
    const { stop, mend, pass, text, clock } = page();
    stop('recommendations');
    pass(10_000);
    mend('recommendations');
    for (const ms of [3_000, GATHER, 1_000]) pass(ms);
    stop('pricing');
    mend('pricing');
    for (const ms of [3_000, 3_000, 6_000]) pass(ms);
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
    for (const kind of ['reduced', 'over'] as const) {
      it(`has the contrast that everybody needs: ${kind}, ${scheme}`, () => {
        const { stop, mend, pass, element, text } = page();
        element.style.colorScheme = scheme;
        stop('recommendations');
        pass(GATHER);
        if (kind === 'over') {
          mend('recommendations');
          pass(3_000);
          pass(GATHER);
        }
        expect(text()).not.toBe('');
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
