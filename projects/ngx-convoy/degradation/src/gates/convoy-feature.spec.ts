import { Component, DestroyRef, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { house, service, START, type House } from '../house.spec';
import { fromCache } from '../fallback/from-cache';
import { ConvoyFeature } from './convoy-feature';
import type { FeatureState } from '../features/feature-state';

let made = 0;
let destroyed = 0;

@Component({ selector: 'convoy-content', template: 'content' })
class Content {
  constructor() {
    made += 1;
    inject(DestroyRef).onDestroy(() => (destroyed += 1));
  }
}

@Component({
  imports: [ConvoyFeature, Content],
  template: `
    <main *convoyFeature="feature(); else quiet; degraded: reduced; let state">
      <convoy-content /> {{ describe(state) }}
    </main>
    <ng-template #reduced let-state
      ><i>memory: {{ state.reason }}</i></ng-template
    >
    <ng-template #quiet let-state
      ><b>gone: {{ state.feature }}</b></ng-template
    >
    <p *convoyFeature="'media'; let state">always, {{ state.state }}</p>
  `,
})
class Host {
  readonly feature = signal('catalog');
  /** Compiles only when the context is typed. */
  protected describe(state: FeatureState): string {
    return state.label;
  }
}

function page() {
  made = destroyed = 0;
  const it = house({ fallbacks: { catalog: [fromCache()] } }, [
    service('catalog', { label: 'Catalogue' }),
    service('media'),
  ]);
  const fixture = TestBed.createComponent(Host);
  fixture.autoDetectChanges();
  const text = (): string =>
    (fixture.nativeElement as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
  return { ...it, fixture, text };
}

function breakDown({ call }: House, name: string): void {
  call(`/api/${name}/1`, 503);
  call(`/api/${name}/1`, 503);
}

describe('ConvoyFeature', () => {
  it('shows its content while the feature works', () => {
    const { text } = page();
    expect(text()).toBe('content Catalogue always, available');
  });

  it('shows the template for degraded features, and tells it why', () => {
    const it = page();
    it.call('/api/catalog/1', ['tea']);
    breakDown(it, 'catalog');
    it.pass(0);
    expect(it.text()).toBe(
      'memory: catalog: its breaker is open: 2 failures in a row always, available',
    );
  });

  it('shows the else template for features that do not work', () => {
    const it = page();
    breakDown(it, 'catalog');
    it.pass(0);
    expect(it.text()).toBe('gone: catalog always, available');
  });

  it('shows nothing for them without an else template', () => {
    const it = page();
    breakDown(it, 'media');
    it.pass(0);
    expect(it.text()).toBe('content Catalogue');
  });

  it('leaves the content, and lets it see the state of now, without a template for degraded features', () => {
    const it = page();
    breakDown(it, 'media');
    it.pass(5_000); // the break is over: worth another try
    expect(it.text()).toBe('content Catalogue always, degraded');
  });

  it('tells a view that stays when the state behind it moves', () => {
    const it = page();
    it.call('/api/catalog/1', ['tea']);
    breakDown(it, 'catalog');
    it.pass(0);
    it.breakers.forceOpen('catalog', 'maintenance');
    it.pass(0);
    expect(it.text()).toContain('memory: catalog: its breaker is open: maintenance');
  });

  it('makes each view once, and takes it out and in again', () => {
    const it = page();
    const first = (it.fixture.nativeElement as HTMLElement).querySelector('convoy-content');
    for (let round = 0; round < 3; round += 1) {
      it.breakers.forceOpen('catalog', 'maintenance');
      it.pass(0);
      expect(it.text()).toContain('gone');
      it.breakers.reset('catalog', 'over');
      it.pass(0);
      expect(it.text()).toContain('content');
    }
    expect((it.fixture.nativeElement as HTMLElement).querySelector('convoy-content')).toBe(first);
    expect([made, destroyed]).toEqual([1, 0]);
  });

  it('destroys the views that are out, too', () => {
    const it = page();
    breakDown(it, 'catalog');
    it.pass(0);
    it.fixture.destroy();
    expect([made, destroyed]).toEqual([1, 1]);
  });

  it('follows when it is bound to another feature', () => {
    const it = page();
    breakDown(it, 'media');
    it.fixture.componentInstance.feature.set('media');
    it.pass(0);
    expect(it.text()).toBe('gone: media');
    expect(it.clock.now()).toBe(START);
  });
});
