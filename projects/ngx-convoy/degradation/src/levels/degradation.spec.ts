import { TestBed } from '@angular/core/testing';
import { house, service, type House } from '../house.spec';
import type { DegradationOptions } from '../degradation-options';
import { Degradation } from './degradation';

const services = [service('catalog'), service('pricing'), service('recommendations')];

const levels = [
  {
    ...{ level: 0, label: 'everything', features: ['shop', 'ideas'] },
    services: ['catalog', 'pricing', 'recommendations'],
  },
  { level: 1, label: 'reduced', services: ['catalog', 'pricing'], features: ['shop'] },
  { level: 3, label: 'essentials', services: ['catalog'], features: ['browse'] },
  { level: 9, label: 'nothing', services: [], features: [] },
];

function app(options: DegradationOptions): House & { readonly degradation: Degradation } {
  return { ...house(options, services), degradation: TestBed.inject(Degradation) };
}

function stop({ breakers, pass }: House, ...names: readonly string[]): void {
  for (const name of names) breakers.forceOpen(name, 'stopped');
  pass(0);
}

function mend({ breakers, pass }: House, ...names: readonly string[]): void {
  for (const name of names) breakers.reset(name, 'mended');
  pass(0);
}

describe('Degradation', () => {
  it('is nought while everything works', () => {
    const { degradation } = app({ levels });
    expect([degradation.level(), degradation.label()]).toEqual([0, 'everything']);
    expect(degradation.features()).toEqual(['shop', 'ideas']);
    expect(degradation.reason()).toBe('everything works');
  });

  const rows: readonly [readonly string[], number, string, readonly string[], string][] = [
    [['recommendations'], 1, 'reduced', ['shop'], '1 service reduced: recommendations'],
    [
      ['recommendations', 'pricing'],
      ...([3, 'essentials', ['browse']] as const),
      '2 services reduced: pricing, recommendations',
    ],
    [['catalog'], 9, 'nothing', [], '1 service reduced: catalog'],
  ];
  for (const [names, level, label, features, reason] of rows) {
    it(`is ${level} without ${names.join(' and ')}`, () => {
      const it = app({ levels });
      stop(it, ...names);
      const { degradation } = it;
      expect([degradation.level(), degradation.label()]).toEqual([level, label]);
      expect(degradation.features()).toEqual([...features]);
      expect(degradation.reason()).toBe(reason);
    });
  }

  it('goes up at once, not even a frame later', () => {
    const { breakers, degradation } = app({ levels });
    breakers.forceOpen('catalog', 'stopped');
    expect(degradation.level()).toBe(9);
  });

  it('goes down only after things have been calm', () => {
    const it = app({ levels });
    stop(it, 'catalog');
    mend(it, 'catalog');
    expect(it.degradation.reason()).toBe('services are back; waiting for them to stay');
    it.pass(2_999);
    expect(it.degradation.level()).toBe(9);
    it.pass(1);
    expect(it.degradation.level()).toBe(0);
  });

  it('does not flicker with a service that comes and goes', () => {
    const it = app({ levels, calmDown: 1_000 });
    const seen = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      stop(it, 'recommendations');
      seen.add(it.degradation.level());
      mend(it, 'recommendations');
      it.pass(900);
      seen.add(it.degradation.level());
    }
    expect([...seen]).toEqual([1]);
    it.pass(100);
    expect(it.degradation.level()).toBe(0);
  });

  it('goes down to where things are when they have calmed', () => {
    const it = app({ levels });
    stop(it, 'catalog', 'recommendations');
    mend(it, 'catalog');
    it.pass(3_000);
    expect(it.degradation.level()).toBe(1);
  });

  it('waits anew before each step down', () => {
    const it = app({ levels });
    stop(it, 'catalog', 'recommendations');
    mend(it, 'catalog');
    it.pass(3_000);
    mend(it, 'recommendations');
    it.pass(2_999);
    expect(it.degradation.level()).toBe(1);
    it.pass(1);
    expect(it.degradation.level()).toBe(0);
  });

  it('has no timer while nothing is reduced', () => {
    const it = app({ levels });
    it.pass(0);
    expect(it.clock.pending).toBe(0);
    stop(it, 'catalog');
    mend(it, 'catalog');
    it.pass(3_000);
    expect(it.clock.pending).toBe(0);
  });

  it('follows from the features when no levels are configured', () => {
    const it = app({
      features: {
        shop: { needs: ['catalog', 'pricing'] },
        ideas: { needs: ['recommendations'], label: 'Ideas' },
      },
    });
    expect(it.degradation.level()).toBe(0);
    stop(it, 'recommendations');
    expect(it.degradation.level()).toBe(1);
    expect(it.degradation.features()).toEqual(['shop']);
    expect(it.degradation.reduced().map(({ label, state }) => [label, state])).toEqual([
      ['Ideas', 'unavailable'],
    ]);
    expect(it.degradation.working().map(({ feature }) => feature)).toEqual(['shop']);
  });

  it('leaves alone a service that nothing is made of', () => {
    const it = app({ features: { shop: { needs: ['catalog'] } } });
    stop(it, 'recommendations');
    expect([it.degradation.level(), it.degradation.reason()]).toEqual([0, 'everything works']);
  });
});
