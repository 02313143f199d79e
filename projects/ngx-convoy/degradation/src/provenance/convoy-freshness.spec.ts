import { Component, signal } from '@angular/core';
import { TestBed, type ComponentFixture } from '@angular/core/testing';
import { house, service, START, type House } from '../house.spec';
import type { Fallback } from 'ngx-convoy';
import { fromCache } from '../fallback/from-cache';
import { fromService } from '../fallback/from-services';
import { fromStatic } from '../fallback/from-static';
import { ConvoyFreshness } from './convoy-freshness';
import { Freshness } from './freshness';
import type { Substitute } from './provenance';

@Component({
  imports: [ConvoyFreshness],
  template: `<convoy-freshness
    service="pricing"
    [refreshable]="isRefreshable()"
    (refresh)="refreshes = refreshes + 1"
  />`,
})
class Host {
  readonly isRefreshable = signal(false);
  refreshes = 0;
}

const stale: Substitute = { source: 'stale', at: START, reason: 'no answer', service: 'pricing' };

function freshness(): Freshness {
  return TestBed.inject(Freshness);
}

interface Page extends House {
  readonly fixture: ComponentFixture<Host>;
  readonly element: HTMLElement;
  text(): string;
}

function page(...fallbacks: readonly Fallback[]): Page {
  const it = house({ fallbacks: { pricing: fallbacks } }, [service('pricing'), service('other')]);
  const fixture = TestBed.createComponent(Host);
  fixture.autoDetectChanges();
  const element = fixture.nativeElement as HTMLElement;
  return { ...it, fixture, element, text: () => element.textContent.trim() };
}

describe('ConvoyFreshness', () => {
  it('says nothing, and waits for nothing, while data is live', () => {
    const { call, text, clock, pass } = page(fromCache());
    expect([text(), clock.pending]).toEqual(['', 0]);
    call('/api/pricing/7', { price: 5 });
    pass(0);
    expect(text()).toBe('');
  });

  it('says from when stale data is, and how its age grows', () => {
    const { call, pass, text, element } = page(fromCache());
    call('/api/pricing/7', { price: 5 });
    pass(61_000);
    call('/api/pricing/7', 503);
    pass(0);
    expect(text()).toMatch(/^from 0?2:02\sPM, 1 min old$/);
    const time = element.querySelector('time');
    expect(time?.dateTime).toBe(new Date(START).toISOString());

    pass(58_999);
    expect(text()).toContain('1 min old');
    pass(1);
    expect(text()).toContain('2 min old');
    pass(3_600_000);
    expect(text()).toContain('1 h old');
  });

  it('says when something stands in that is not old', () => {
    const fixed = page(fromStatic({ price: 0 }));
    fixed.call('/api/pricing/7', 503);
    fixed.pass(0);
    expect(fixed.text()).toBe('standard content');
    expect(fixed.element.querySelector('time')).toBeNull();
  });

  it('says when another service stands in', () => {
    const { http, backend, pass, text } = page(fromService('other'));
    http.get('/api/pricing/7').subscribe();
    backend.expectOne('http://pricing.test/7').flush(null, { status: 503, statusText: 'down' });
    backend.expectOne('http://other.test/7').flush({ price: 6 });
    pass(0);
    expect(text()).toBe('from another source');
  });

  it('ends with the next live answer, and its clock with it', () => {
    const { pass, text, clock } = page();
    freshness().substituted(stale);
    pass(0);
    expect([text() === '', clock.pending]).toEqual([false, 1]);
    freshness().live('pricing');
    pass(0);
    expect([text() === '', clock.pending]).toEqual([true, 0]);
  });

  it('says that there is something newer, and lets somebody ask for it', () => {
    const { pass, element, fixture } = page();
    freshness().substituted(stale);
    freshness().renewed('pricing');
    pass(0);
    expect(element.textContent).toContain('There is something newer.');
    expect(element.querySelector('button')).toBeNull();
    fixture.componentInstance.isRefreshable.set(true);
    pass(0);
    element.querySelector('button')?.click();
    expect(fixture.componentInstance.refreshes).toBe(1);
    freshness().live('pricing');
    pass(0);
    expect(element.textContent).not.toContain('newer');
  });

  it('tells why to who points at it', () => {
    const { pass, element } = page();
    freshness().substituted(stale);
    pass(0);
    expect(element.querySelector('convoy-freshness')?.getAttribute('title')).toBe('no answer');
  });

  it('says nothing of what is kept and fresh', () => {
    const { pass, text } = page();
    freshness().substituted({ ...stale, source: 'cache', reason: 'fresh for 5 s' });
    pass(0);
    expect(text()).toBe('');
  });

  it('leaves no timer behind', () => {
    const { pass, fixture, clock } = page();
    freshness().substituted(stale);
    pass(0);
    fixture.destroy();
    expect(clock.pending).toBe(0);
  });
});
