import { Component, signal, viewChild } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideConvoy } from 'ngx-convoy';
import type { FallbackServicesStrategy } from '../fallback/from-services';
import { fromStatic } from '../fallback/from-static';
import { house, service, type House } from '../house.spec';
import {
  ConvoyFallbackProvider,
  type DegradationEvent,
  type FallbackEvent,
} from './convoy-fallback-provider';

@Component({
  imports: [ConvoyFallbackProvider],
  template: `
    @if (isThere()) {
      <convoy-fallback-provider
        #search="convoyFallbackProvider"
        primaryService="prices"
        [fallbackServices]="others()"
        [fallbackStrategy]="strategy()"
        [degradationLevels]="levels"
        (fallback)="fallbacks.push($event)"
        (degradation)="levelsReached.push($event)"
      >
        <p>level {{ search.level() }}, by {{ search.activeService() }}</p>
      </convoy-fallback-provider>
    }
  `,
})
class Host {
  readonly isThere = signal(true);
  readonly others = signal<readonly string[]>(['eu', 'us']);
  readonly strategy = signal<FallbackServicesStrategy>('sequential');
  readonly levels = [
    { level: 0, services: ['prices', 'eu'], features: ['filter', 'list'] },
    { level: 1, services: ['eu'], features: ['list'] },
    { level: 2, services: [], features: [] },
  ];
  readonly fallbacks: FallbackEvent[] = [];
  readonly levelsReached: DegradationEvent[] = [];
  readonly provider = viewChild(ConvoyFallbackProvider);
}

const down = { status: 503, statusText: 'down' };

function page(fallbacks = {}): House & { host: Host; text(): string; settle(): void } {
  const it = house(
    { fallbacks },
    ['prices', 'eu', 'us'].map((name) => service(name)),
  );
  const fixture = TestBed.createComponent(Host);
  fixture.autoDetectChanges();
  TestBed.tick();
  const element = fixture.nativeElement as HTMLElement;
  return {
    ...it,
    host: fixture.componentInstance,
    text: () => (element.querySelector('p')?.textContent ?? '').trim(),
    settle: () => TestBed.tick(),
  };
}

describe('ConvoyFallbackProvider', () => {
  it('lets others stand in while it is there, says who, and shows its content', () => {
    const { http, backend, host, text, settle } = page();
    expect(text()).toBe('level 0, by prices');
    const answers: unknown[] = [];
    http.get('/api/prices/7').subscribe((answer) => answers.push(answer));
    backend.expectOne('http://prices.test/7').flush(null, down);
    backend.expectOne('http://eu.test/7').flush(null, down);
    backend.expectOne('http://us.test/7').flush('of the others');
    settle();
    expect(answers).toEqual(['of the others']);
    expect(host.fallbacks).toEqual([{ fromService: 'prices', toService: 'us' }]);
    expect(text()).toBe('level 0, by us');

    http.get('/api/prices/7').subscribe();
    backend.expectOne('http://prices.test/7').flush('of its own');
    settle();
    expect(text()).toBe('level 0, by prices');
  });

  it('comes before what the app is configured with, and leaves nothing behind', () => {
    const { call, backend, http, host, settle } = page({ prices: [fromStatic('fixed')] });
    http.get('/api/prices/7').subscribe();
    backend.expectOne('http://prices.test/7').flush(null, down);
    backend.expectOne('http://eu.test/7').flush('other');
    host.isThere.set(false);
    settle();
    expect(call('/api/prices/7', 503).response?.body).toBe('fixed');
    backend.verify();
  });

  it('follows its inputs', () => {
    const { http, backend, host, settle } = page();
    host.strategy.set('parallel');
    host.others.set(['us', 'eu']);
    settle();
    http.get('/api/prices/7').subscribe();
    backend.expectOne('http://prices.test/7').flush(null, down);
    const eu = backend.expectOne('http://eu.test/7');
    backend.expectOne('http://us.test/7').flush('fast');
    expect(eu.cancelled).toBeTrue();
  });

  it('says which level its services allow, and what that offers', () => {
    const { breakers, host, text, pass } = page();
    expect(host.levelsReached).toEqual([]);
    breakers.forceOpen('prices', 'stopped');
    pass(0);
    breakers.forceOpen('eu', 'stopped');
    pass(0);
    expect(text()).toBe('level 2, by prices');
    breakers.reset('eu', 'mended');
    pass(0);
    expect(host.levelsReached).toEqual([
      { level: 1, availableFeatures: ['list'] },
      { level: 2, availableFeatures: [] },
      { level: 1, availableFeatures: ['list'] },
    ]);
    expect(host.provider()?.availableFeatures()).toEqual(['list']);
  });

  it('says what is missing where nothing would come of it', () => {
    TestBed.configureTestingModule({ providers: [provideConvoy({ services: [] })] });
    expect(() => TestBed.createComponent(ConvoyFallbackProvider)).toThrowError(/withDegradation/);
  });
});
