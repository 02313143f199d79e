import { TestBed } from '@angular/core/testing';
import { house, service, START, type House } from '../house.spec';
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

/** As the browser does when another tab has written. */
function tellOfStorage(text: string | null): void {
  const key = 'ngx-convoy/overrides';
  if (text === null) localStorage.removeItem(key);
  else localStorage.setItem(key, text);
  window.dispatchEvent(new StorageEvent('storage', { key, storageArea: localStorage }));
}

describe('Degradation', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    localStorage.clear();
  });

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

  it('goes down a level at a time, each after half a minute of calm', () => {
    const it = app({ levels });
    stop(it, 'catalog');
    mend(it, 'catalog');
    expect(it.degradation.reason()).toBe('services are back; waiting for them to stay');
    expect(it.degradation.stepDownAt()).toBe(it.clock.now() + 30_000);
    it.pass(29_999);
    expect(it.degradation.level()).toBe(9);
    it.pass(1);
    expect(it.degradation.level()).toBe(3);
    it.pass(30_000);
    expect(it.degradation.level()).toBe(1);
    it.pass(30_000);
    expect(it.degradation.level()).toBe(0);
    expect(it.degradation.stepDownAt()).toBeUndefined();
  });

  it('does not flicker with a service that comes and goes', () => {
    const it = app({ levels, stableFor: 1_000 });
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

  it('goes down to where things are, and no further', () => {
    const it = app({ levels, stableFor: 3_000 });
    stop(it, 'catalog', 'recommendations');
    mend(it, 'catalog');
    for (const ms of [3_000, 3_000, 3_000]) it.pass(ms);
    expect(it.degradation.level()).toBe(1);
  });

  it('has no timer while nothing is reduced', () => {
    const it = app({ levels });
    it.pass(0);
    expect(it.clock.pending).toBe(0);
    stop(it, 'pricing');
    mend(it, 'pricing');
    for (const ms of [30_000, 30_000]) it.pass(ms);
    expect(it.degradation.level()).toBe(0);
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

  describe('by tiers of dependencies', () => {
    const features = {
      shop: {
        needs: ['catalog', { service: 'pricing', tier: 2 }],
        prefers: [{ service: 'recommendations', tier: 1 }],
      },
    };

    const tiers: readonly [readonly string[], number][] = [
      [[], 0],
      [['recommendations'], 1],
      [['catalog'], 1],
      [['pricing'], 2],
      [['recommendations', 'pricing'], 2],
    ];
    for (const [down, level] of tiers) {
      it(`is ${level} without ${down.join(' and ') || 'anything missing'}`, () => {
        const it = app({ features });
        stop(it, ...down);
        expect(it.degradation.level()).toBe(level);
        expect(it.degradation.levels).toEqual([0, 1, 2]);
      });
    }

    it('goes by whatever is more, with levels', () => {
      const it = app({
        levels,
        features: { shop: { needs: [{ service: 'recommendations', tier: 9 }] } },
      });
      stop(it, 'recommendations');
      expect(it.degradation.level()).toBe(9);
    });
  });

  describe('held by hand', () => {
    const features = {
      shop: { needs: ['catalog'] },
      ideas: { needs: ['recommendations'], label: 'Ideas' },
    };
    const held = { by: 'Ada', reason: 'the big sale', duration: 60_000 };

    it('is at that level, says who and why, and offers only what it lists', () => {
      const it = app({ levels, features });
      it.degradation.pin(1, held);
      expect([it.degradation.level(), it.degradation.automatic()]).toEqual([1, 0]);
      expect(it.degradation.reason()).toBe('held at level 1 by Ada: the big sale');
      const [ideas] = it.degradation.reduced();
      expect([ideas?.label, ideas?.state, ideas?.cause]).toEqual(['Ideas', 'unavailable', 'level']);
      expect(it.degradation.pinned()?.until).toBe(it.clock.now() + 60_000);
    });

    it('ends by itself, and follows the services again', () => {
      const it = app({ levels, features });
      it.degradation.pin(1, held);
      it.pass(59_999);
      expect(it.degradation.level()).toBe(1);
      it.pass(1);
      expect([it.degradation.level(), it.degradation.pinned()]).toEqual([0, undefined]);
      expect(localStorage.getItem('ngx-convoy/overrides')).toBeNull();
    });

    it('ends when somebody says so', () => {
      const it = app({ levels, features });
      it.degradation.pin(1, held);
      it.degradation.unpin();
      expect(it.degradation.level()).toBe(0);
      expect(it.clock.pending).toBe(0);
    });

    it('survives a reload', () => {
      app({ levels, features }).degradation.pin(3, held);
      TestBed.resetTestingModule();
      const { degradation } = app({ levels, features });
      expect([degradation.level(), degradation.pinned()?.by]).toEqual([3, 'Ada']);
    });

    it('is the same in another tab, and ends there, too', () => {
      const { degradation } = app({ levels, features });
      const since = START - 1;
      const pin = { value: 3, by: 'Bob', reason: '', since, until: START + 5_000 };
      tellOfStorage(JSON.stringify({ level: pin }));
      expect([degradation.level(), degradation.pinned()?.by]).toEqual([3, 'Bob']);
      tellOfStorage(null);
      expect(degradation.level()).toBe(0);
    });

    const rubbish = ['', '7', '[]', '{"level":{}}', '{"level":{"value":"3","until":1}}', 'null{'];
    for (const text of rubbish) {
      it(`is not, when the storage holds ${text || 'nothing'}`, () => {
        localStorage.setItem('ngx-convoy/overrides', text);
        expect(app({ levels, features }).degradation.level()).toBe(0);
      });
    }

    it('is not at a level that no longer exists', () => {
      const pin = { value: 7, by: '', reason: '', since: START - 1, until: START + 5_000 };
      localStorage.setItem('ngx-convoy/overrides', JSON.stringify({ level: pin }));
      expect(app({ levels, features }).degradation.level()).toBe(0);
    });

    it('cannot be at a level that does not exist, or for longer than a day', () => {
      const { degradation } = app({ levels, features });
      expect(() => {
        degradation.pin(2);
      }).toThrowError('level must be one of the levels 0, 1, 3, 9, but is 2.');
      expect(() => {
        degradation.pin(1, { duration: 86_400_001 });
      }).toThrowError(/^duration must be/);
    });

    it('offers nobody more than works', () => {
      const it = app({ levels, features });
      stop(it, 'catalog');
      it.degradation.pin(0, held);
      expect(it.degradation.level()).toBe(0);
      expect(it.degradation.reduced().map(({ feature }) => feature)).toEqual(['shop']);
    });
  });

  const enforced = [
    ['pinned', ['catalog: its breaker is open: stopped']],
    ['always', ['catalog: its breaker is open: stopped', 'not offered at level 9']],
  ] as const;
  for (const [enforceLevels, reasons] of enforced) {
    it(`takes away by itself ${enforceLevels === 'always' ? 'what it does not list, when told to' : 'nothing that works'}`, () => {
      const features = { shop: { needs: ['catalog'] }, ideas: { needs: ['recommendations'] } };
      const it = app({ levels, enforceLevels, features });
      stop(it, 'catalog');
      expect(it.degradation.reduced().map(({ reason }) => reason)).toEqual([...reasons]);
    });
  }

  it('leaves alone a service that nothing is made of', () => {
    const it = app({ features: { shop: { needs: ['catalog'] } } });
    stop(it, 'recommendations');
    expect([it.degradation.level(), it.degradation.reason()]).toEqual([0, 'everything works']);
  });
});
