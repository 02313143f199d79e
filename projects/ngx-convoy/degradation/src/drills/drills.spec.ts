import { TestBed } from '@angular/core/testing';
import { RANDOM, TAB_SCOPE, type Fallback } from 'ngx-convoy';
import { NEVER } from 'rxjs';
import { fromDegraded } from '../fallback/from-degraded';
import { fromService } from '../fallback/from-services';
import { fromStatic } from '../fallback/from-static';
import { house, service, START, type House } from '../house.spec';
import { Freshness } from '../provenance/freshness';
import { fallbackDrills, type FallbackDrillsOptions } from './drill';
import { FallbackDrills, type FallbackRecord } from './fallback-drills';

const DAY = 86_400_000;
let scope = 0;

function withDrills(
  chain: readonly Fallback[],
  options: FallbackDrillsOptions = { share: 1 },
): House & { readonly drills: FallbackDrills; record(place?: number): Partial<FallbackRecord> } {
  TestBed.configureTestingModule({
    providers: [{ provide: TAB_SCOPE, useValue: `drills-spec-${scope}` }],
  });
  const it = house({ fallbacks: { prices: chain }, drills: fallbackDrills(options) }, [
    service('prices'),
    service('archive'),
  ]);
  const drills = TestBed.inject(FallbackDrills);
  return { ...it, drills, record: (place = 0) => drills.entityMap()[`prices/${place}`] ?? {} };
}

describe('Drills', () => {
  beforeEach(() => (scope += 1));

  it('ask what stands in, in the shadow, and compare it with the live answer', () => {
    const { call, backend, pass, record, drills } = withDrills([fromService('archive')]);
    const { response } = call('/api/prices/7', { price: 5 });
    expect(response?.body).toEqual({ price: 5 });
    pass(0);
    const shadow = backend.expectOne('http://archive.test/7');
    pass(40);
    shadow.flush({ price: 4 });
    expect(record()).toEqual(
      jasmine.objectContaining({ different: 1, same: 0, uses: 0, totalMs: 40 }),
    );
    expect([drills.divergence(), drills.latency(), drills.coverage()]).toEqual([1, 40, 1]);
    // Nobody has seen anything of it.
    expect(response?.headers.keys()).toEqual([]);
    expect(TestBed.inject(Freshness).of('prices')()?.source).toBe('live');
  });

  it('find the same whatever the order of its fields', () => {
    const { call, backend, pass, record } = withDrills([fromService('archive')]);
    call('/api/prices/7', { price: 5, tags: ['a'] });
    pass(0);
    backend.expectOne('http://archive.test/7').flush({ tags: ['a'], price: 5 });
    expect(record()).toEqual(jasmine.objectContaining({ same: 1, different: 0 }));
  });

  it('do not keep the answer from who waits for it', () => {
    const { call, backend, record } = withDrills([fromService('archive')]);
    expect(call('/api/prices/7', { price: 5 }).response?.body).toEqual({ price: 5 });
    backend.expectNone('http://archive.test/7');
    expect(record()).toEqual(jasmine.objectContaining({ exercisedAt: undefined }));
  });

  const outcomes: readonly [string, Fallback, keyof FallbackRecord][] = [
    ['has nothing', fromStatic([], { path: '/list' }), 'empty'],
    ['has nothing later', fromDegraded(() => undefined), 'empty'],
    [
      'fails',
      fromDegraded(() => {
        throw new Error('no idea');
      }),
      'failed',
    ],
  ];
  for (const [what, fallback, counter] of outcomes) {
    it(`note that one ${what}`, () => {
      const { call, pass, record } = withDrills([fallback]);
      call('/api/prices/7', { price: 5 });
      pass(0);
      expect(record()).toEqual(jasmine.objectContaining({ [counter]: 1, exercisedAt: START }));
    });
  }

  it('wait for half a minute, and no longer', () => {
    const { call, pass, record, clock } = withDrills([fromDegraded(() => NEVER)]);
    call('/api/prices/7', { price: 5 });
    pass(0);
    pass(29_999);
    expect(record().failed).toBe(0);
    pass(1);
    expect([record().failed, clock.pending]).toEqual([1, 0]);
  });

  it('try the one next that was tried least lately', () => {
    const { call, pass, record } = withDrills([fromStatic(1), fromStatic(2)]);
    for (let n = 0; n < 4; n += 1) {
      call('/api/prices/7', { price: 5 });
      pass(1_000);
    }
    expect([record(0).different, record(1).different]).toEqual([2, 2]);
  });

  it('never repeat what changes something', () => {
    const { http, backend, pass } = withDrills([fromService('archive')]);
    http.post('/api/prices/7', {}).subscribe();
    backend.expectOne('http://prices.test/7').flush({});
    pass(1);
    backend.verify();
  });

  it('are off unless somebody asks for them, and for a service that is left out', () => {
    for (const options of [{}, { share: 1, services: { prices: 0 } }]) {
      TestBed.resetTestingModule();
      const { call, pass, backend, drills } = withDrills([fromService('archive')], options);
      call('/api/prices/7', { price: 5 });
      pass(1);
      backend.verify();
      expect(drills.coverage()).toBe(0);
      expect(drills.unexercised().map(({ id }) => id)).toEqual(['prices/0']);
    }
  });

  it('follow the share that they are given', () => {
    TestBed.overrideProvider(RANDOM, { useValue: () => 0.0099 });
    const { call, pass, record } = withDrills([fromStatic(1)], { share: 0.01 });
    call('/api/prices/7', { price: 5 });
    pass(0);
    expect(record().different).toBe(1);
    TestBed.resetTestingModule();
    scope += 1;
    TestBed.overrideProvider(RANDOM, { useValue: () => 0.01 });
    const other = withDrills([fromStatic(1)], { share: 0.01 });
    other.call('/api/prices/7', { price: 5 });
    other.pass(0);
    expect(other.record().different).toBe(0);
  });

  it('count what has answered in earnest as exercised', () => {
    const { call, record, drills } = withDrills([fromStatic({ price: 0 })], {});
    call('/api/prices/7', 503);
    expect(record()).toEqual(jasmine.objectContaining({ uses: 1, exercisedAt: START }));
    expect(drills.unexercised()).toEqual([]);
  });

  it('forget after seven days that a fallback was exercised', () => {
    withDrills([fromStatic(0)], {}).call('/api/prices/7', 503);
    for (const [days, unexercised] of [
      [7, 0],
      [8, 1],
    ] as const) {
      TestBed.resetTestingModule();
      const { clock, drills } = withDrills([fromStatic(0)], {});
      clock.advance(days * DAY);
      expect(drills.unexercised().length).toBe(unexercised);
    }
  });

  it('are remembered over a reload, but not for another fallback in the same place', () => {
    withDrills([fromStatic(0)], {}).call('/api/prices/7', 503);
    TestBed.resetTestingModule();
    expect(withDrills([fromStatic(0)], {}).record().uses).toBe(1);
    TestBed.resetTestingModule();
    expect(withDrills([fromDegraded(() => 0)], {}).record().uses).toBe(0);
  });

  it('are refused for a share that is none', () => {
    expect(() => fallbackDrills({ share: 2 })).toThrowError(/^drills\.share must be/);
    expect(() => fallbackDrills({ services: { a: -1 } })).toThrowError(/^drills\.services\['a'\]/);
  });
});
