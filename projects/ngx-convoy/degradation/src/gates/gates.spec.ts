import { Component, DestroyRef, inject, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { fromCache } from '../fallback/from-cache';
import { fromStatic } from '../fallback/from-static';
import { Features } from '../features/features';
import { house, service } from '../house.spec';
import { Degradation } from '../levels/degradation';
import { Freshness } from '../provenance/freshness';
import { ConvoyCircuit } from './convoy-circuit';
import { ConvoyFeature } from './convoy-feature';
import { ConvoyLevel } from './convoy-level';
import { ConvoyService } from './convoy-service';

let made: string[] = [];
let destroyed = 0;

/** Tells that a view was made, and that it is gone. */
@Component({ selector: 'convoy-trace', template: '' })
class Trace {
  constructor() {
    made.push('view');
    inject(DestroyRef).onDestroy(() => (destroyed += 1));
  }
}

@Component({
  imports: [ConvoyCircuit, ConvoyFeature, ConvoyLevel, ConvoyService, Trace],
  template: `
    <p id="feature">
      <ng-container
        *convoyFeature="
          name();
          else gone;
          degraded: reduced;
          stale: old;
          offline: waiting;
          queued: later;
          let state;
          let why = reason
        "
      >
        <convoy-trace />works, {{ state.label }}{{ why }}
      </ng-container>
    </p>
    <ng-template #gone let-state>gone: {{ state.feature }}</ng-template>
    <ng-template #reduced let-state>reduced</ng-template>
    <ng-template #old let-state let-why="reason">old: {{ why }}</ng-template>
    <ng-template #waiting>offline</ng-template>
    <ng-template #later>later</ng-template>

    <p id="service">
      <ng-container *convoyService="'catalog'; else closed; let state; let which = service">
        <convoy-trace />{{ which }} is {{ state.status }}
      </ng-container>
    </p>
    <ng-template #closed let-state>{{ state.status }}: {{ state.reason }}</ng-template>

    <p id="circuit">
      <ng-container *convoyCircuit="'catalog'; open: resting; halfOpen: trying; let circuit">
        <convoy-trace />{{ circuit.state }}
      </ng-container>
    </p>
    <ng-template #resting let-circuit>{{ circuit.state }}: {{ circuit.reason }}</ng-template>
    <ng-template #trying>trying</ng-template>

    <p id="level">
      <ng-container *convoyLevel="1; else spared; let level; let name = label; let why = reason">
        <convoy-trace />{{ level }} {{ name }}: {{ why }}
      </ng-container>
    </p>
    <ng-template #spared let-level>spared at {{ level }}</ng-template>
    <p id="range"><ng-container *convoyLevel="{ from: 1, to: 2 }">in between</ng-container></p>
  `,
})
class Host {
  readonly name = signal('catalog');
}

const levels = [
  { level: 0, services: ['catalog', 'media', 'spare'], features: [], label: 'all' },
  { level: 1, services: ['catalog', 'media'], features: [], label: 'most' },
  { level: 2, services: ['media'], features: [], label: 'some' },
  { level: 3, services: [], features: [], label: 'none' },
];

function page() {
  made = [];
  destroyed = 0;
  const it = house({ levels, fallbacks: { catalog: [fromCache()], media: [fromStatic([])] } }, [
    service('catalog', { label: 'Catalogue' }),
    service('media'),
    service('spare'),
  ]);
  const fixture = TestBed.createComponent(Host);
  fixture.autoDetectChanges();
  const root = fixture.nativeElement as HTMLElement;
  return {
    ...{ ...it, fixture },
    text: (id: string) =>
      (root.querySelector(`#${id}`)?.textContent ?? '').replace(/\s+/g, ' ').trim(),
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

/** As a browser that lost its network tells it. */
function network(isThere: boolean): void {
  spyOnProperty(navigator, 'onLine').and.returnValue(isThere);
  window.dispatchEvent(new Event(isThere ? 'online' : 'offline'));
}

describe('Gates', () => {
  describe('*convoyFeature', () => {
    it('shows its content while the feature works', () => {
      expect(page().text('feature')).toBe('works, Catalogue');
    });

    it('says that data is from memory', () => {
      const it = page();
      it.call('/api/catalog/1', ['tea']);
      it.call('/api/catalog/1', 503);
      it.call('/api/catalog/1', 503);
      it.pass(0);
      expect(it.text('feature')).toBe('old: catalog: its breaker is open: 2 failures in a row');
    });

    it('says that it is reduced in another way', () => {
      const it = page();
      it.fixture.componentInstance.name.set('media');
      it.stop('media');
      expect(it.text('feature')).toBe('reduced');
    });

    it('says that what is sent is carried out later', () => {
      const it = page();
      it.stop('catalog');
      const mark = { source: 'queued', reason: 'no answer', service: 'catalog' } as const;
      TestBed.inject(Freshness).substituted({ ...mark, at: it.clock.now() });
      it.pass(0);
      expect(it.text('feature')).toBe('later');
    });

    it('tells a user without network from a service that is gone', () => {
      const it = page();
      it.stop('catalog');
      expect(it.text('feature')).toBe('gone: catalog');
      network(false);
      it.pass(0);
      expect(it.text('feature')).toBe('offline');
    });
  });

  describe('*convoyService', () => {
    it('shows its content by the service alone, and else why it is gone', () => {
      const it = page();
      expect(it.text('service')).toMatch(/^catalog is (up|unknown)$/);
      it.call('/api/catalog/1', ['tea']);
      it.stop('catalog');
      expect(it.text('service')).toBe('down: its breaker is open: stopped');
    });
  });

  describe('*convoyCircuit', () => {
    it('shows its content while calls go through, and says when they do not', () => {
      const it = page();
      expect(it.text('circuit')).toBe('closed');
      it.stop('catalog');
      expect(it.text('circuit')).toBe('forced-open: stopped');
    });

    it('says that trial calls are under way', () => {
      const it = page();
      it.call('/api/catalog/1', 503);
      it.call('/api/catalog/1', 503);
      it.pass(5_000);
      it.http.get('/api/catalog/1').subscribe();
      it.pass(0);
      expect(it.text('circuit')).toBe('trying');
    });
  });

  describe('*convoyLevel', () => {
    it('shows its content up to a level, or in a range', () => {
      const it = page();
      expect([it.text('level'), it.text('range')]).toEqual(['0 all: everything works', '']);
      it.stop('spare');
      expect(it.text('level')).toBe('1 most: 1 service reduced: spare');
      expect(it.text('range')).toBe('in between');
      it.stop('catalog');
      expect([it.text('level'), it.text('range')]).toEqual(['spared at 2', 'in between']);
      it.stop('media');
      expect([it.text('level'), it.text('range')]).toEqual(['spared at 3', '']);
    });

    it('follows who holds the level', () => {
      const it = page();
      TestBed.inject(Degradation).pin(3, { by: 'Ada' });
      it.pass(0);
      expect(it.text('level')).toBe('spared at 3');
      TestBed.inject(Degradation).unpin();
      it.pass(0);
      expect(it.text('level')).toBe('0 all: everything works');
    });
  });

  it('make each view once, however often they open and close', () => {
    const it = page();
    expect(made.length).toBe(4);
    for (let round = 0; round < 5; round += 1) {
      for (const name of ['catalog', 'spare']) it.stop(name);
      for (const name of ['catalog', 'spare']) it.mend(name);
      for (let step = 0; step < 3; step += 1) it.pass(30_000);
    }
    expect(it.text('level')).toBe('0 all: everything works');
    expect([made.length, destroyed]).toEqual([4, 0]);
    it.fixture.destroy();
    expect([made.length, destroyed]).toEqual([4, 4]);
  });

  it('make no view anew when only what it says has changed', () => {
    const it = page();
    it.stop('spare');
    const before = it.text('level');
    it.breakers.reset('spare', 'mended');
    it.pass(0);
    expect(it.text('level')).toBe('1 most: services are back; waiting for them to stay');
    expect(it.text('level')).not.toBe(before);
    expect(made.length).toBe(4);
  });

  it('say of whom they do not know, when features are configured', () => {
    house({ features: { shop: { needs: ['catalog'] } } }, [service('catalog')]);
    expect(() => TestBed.inject(Features).of('spohn')).toThrowError(/one of the features shop/);
  });

  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    localStorage.clear();
    window.dispatchEvent(new Event('online'));
  });
});
