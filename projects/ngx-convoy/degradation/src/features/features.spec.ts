import { TestBed } from '@angular/core/testing';
import { house, service, START, type House } from '../house.spec';
import type { DegradationOptions } from '../degradation-options';
import { fromCache } from '../fallback/from-cache';
import { fromService } from '../fallback/from-services';
import { fromStatic } from '../fallback/from-static';
import { Features, injectFeature } from './features';

const services = [service('catalog'), service('pricing'), service('spare')];
const shop = { features: { shop: { needs: ['catalog'], prefers: ['pricing'], label: 'Shop' } } };

function shopWith(options: DegradationOptions = {}): House & { state(): readonly unknown[] } {
  const it = house({ ...shop, ...options }, services);
  const feature = TestBed.runInInjectionContext(() => injectFeature('shop'));
  return { ...it, state: () => [feature().state, feature().reason] };
}

/** Two failures open the breaker. */
function breakDown({ call }: House, name: string): void {
  call(`/api/${name}/1`, 503);
  call(`/api/${name}/1`, 503);
}

describe('Features', () => {
  it('are available until something is known to the contrary', () => {
    const it = shopWith();
    expect(it.state()).toEqual(['available', '']);
    expect(TestBed.inject(Features).of('shop')().label).toBe('Shop');
  });

  it('are unavailable without a service that they need', () => {
    const it = shopWith();
    breakDown(it, 'catalog');
    expect(it.state()).toEqual([
      'unavailable',
      'catalog: its breaker is open: 2 failures in a row',
    ]);
  });

  it('are degraded without a service that they only prefer', () => {
    const it = shopWith();
    breakDown(it, 'pricing');
    expect(it.state()).toEqual(['degraded', 'pricing: its breaker is open: 2 failures in a row']);
  });

  it('go by the worst of what they need', () => {
    const it = shopWith();
    breakDown(it, 'pricing');
    breakDown(it, 'catalog');
    expect(it.state()[0]).toBe('unavailable');
  });

  it('stay degraded when, while others are answered from memory, one call finds nothing there', () => {
    const it = shopWith({ fallbacks: { catalog: [fromCache()] } });
    it.call('/api/catalog/1', ['tea']);
    breakDown(it, 'catalog');
    expect(it.state()[0]).toBe('degraded');
    it.call('/api/catalog/never-seen', 503);
    expect(it.state()[0]).toBe('degraded');
  });

  it('are degraded while the last good answers are shown, and say from when these are', () => {
    const it = shopWith({ fallbacks: { catalog: [fromCache()] } });
    it.call('/api/catalog/1', ['tea']);
    it.pass(60_000);
    breakDown(it, 'catalog');
    const { state, provenance } = TestBed.inject(Features).of('shop')();
    expect(state).toBe('degraded');
    expect(provenance).toEqual(jasmine.objectContaining({ source: 'stale', at: START }));
  });

  it('are unavailable when nothing could stand in for any call', () => {
    const it = shopWith({ fallbacks: { catalog: [fromCache()] } });
    it.call('/api/catalog/1', 503);
    it.call('/api/catalog/2', 503);
    expect(it.state()[0]).toBe('unavailable');
  });

  const promises: readonly [string, DegradationOptions, string][] = [
    ['a fixed value', { fallbacks: { catalog: [fromStatic([])] } }, 'degraded'],
    ['another service', { fallbacks: { catalog: [fromService('spare')] } }, 'degraded'],
    ['an empty cache', { fallbacks: { catalog: [fromCache()] } }, 'unavailable'],
    ['nothing', {}, 'unavailable'],
  ];
  for (const [what, options, state] of promises) {
    it(`are ${state} by ${what}, before any call was made`, () => {
      const it = shopWith(options);
      it.breakers.forceOpen('catalog', 'maintenance');
      it.pass(0);
      expect(it.state()[0]).toBe(state);
    });
  }

  it('do not count on another service that is down itself', () => {
    const it = shopWith({ fallbacks: { catalog: [fromService('spare')] } });
    it.breakers.forceOpen('spare', 'maintenance');
    it.breakers.forceOpen('catalog', 'maintenance');
    it.pass(0);
    expect(it.state()[0]).toBe('unavailable');
  });

  it('are worth another try when the break is over: what is hidden makes no calls, and would stay hidden for ever', () => {
    const it = shopWith();
    breakDown(it, 'catalog');
    it.pass(4_999);
    expect(it.state()[0]).toBe('unavailable');
    it.pass(1);
    expect(it.state()).toEqual(['degraded', 'catalog: worth another try']);

    it.call('/api/catalog/1', 503);
    expect(it.state()[0]).toBe('unavailable');
    it.pass(10_000);
    it.call('/api/catalog/1', ['tea']);
    expect(it.state()).toEqual(['available', '']);
  });

  it('remember since when they are as they are', () => {
    const it = shopWith();
    const since = (): number => TestBed.inject(Features).of('shop')().since;
    expect(since()).toBe(START);
    it.pass(700);
    breakDown(it, 'catalog');
    expect(since()).toBe(START + 700);
    it.pass(1_000);
    it.breakers.forceOpen('catalog', 'another reason, the same state');
    it.pass(0);
    expect(it.state()[1]).toContain('another reason');
    expect(since()).toBe(START + 700);
  });

  it('wait for nothing while no service is down', () => {
    const it = shopWith();
    expect(it.clock.pending).toBe(0);
    breakDown(it, 'catalog');
    it.pass(0);
    expect(it.clock.pending).toBeGreaterThan(0);
    it.breakers.reset('catalog', 'mended');
    it.pass(30_000);
    expect(it.clock.pending).toBe(0);
  });

  it('are the services themselves, as they come and go, when none are configured', () => {
    const it = house({}, [service('catalog', { label: 'Catalogue' })]);
    const features = TestBed.inject(Features);
    const names = (): readonly string[] => features.all().map(({ label }) => label);
    expect(names()).toEqual(['Catalogue']);
    it.registry.add(service('reviews'));
    expect(names()).toEqual(['Catalogue', 'reviews']);
    it.registry.remove('catalog');
    expect(names()).toEqual(['reviews']);
    expect(features.of('catalog')().reason).toBe('catalog: there is no such service');
  });

  describe('for a user without network', () => {
    let isThere = true;
    function setNetwork(to: boolean): void {
      isThere = to;
      window.dispatchEvent(new Event(to ? 'online' : 'offline'));
    }
    const goOffline = (): void => {
      setNetwork(false);
    };
    beforeEach(() => {
      spyOnProperty(navigator, 'onLine').and.callFake(() => isThere);
    });
    afterEach(() => {
      setNetwork(true);
    });
    const cause = (): unknown => TestBed.inject(Features).of('shop')().cause;

    it('are unavailable as soon as one call has come back with nothing', () => {
      const it = shopWith();
      goOffline();
      expect(it.state()).toEqual(['available', '']);
      it.call('/api/catalog/1', 0);
      expect(it.state()).toEqual(['unavailable', 'catalog: offline']);
      expect(cause()).toBe('offline');
    });

    it('are degraded while memory stands in', () => {
      const it = shopWith({ fallbacks: { catalog: [fromCache()] } });
      it.call('/api/catalog/1', ['tea']);
      goOffline();
      it.call('/api/catalog/1', 0);
      expect([it.state()[0], cause()]).toEqual(['degraded', 'offline']);
    });

    it('are what they are when services answer all the same, on the machine itself', () => {
      const it = shopWith();
      goOffline();
      it.call('/api/catalog/1', ['tea']);
      expect(it.state()).toEqual(['available', '']);
    });

    it('are back with the network', () => {
      const it = shopWith();
      goOffline();
      it.call('/api/catalog/1', 0);
      setNetwork(true);
      expect(it.state()[0]).toBe('available');
    });
  });

  it('are unknown under a name that is misspelt', () => {
    shopWith();
    expect(() => TestBed.inject(Features).of('shpo')).toThrowError(
      "feature must be one of the features shop, but is 'shpo'.",
    );
  });
});
