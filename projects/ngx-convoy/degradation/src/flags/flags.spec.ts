import { TestBed } from '@angular/core/testing';
import { Features } from '../features/features';
import { house, service, START } from '../house.spec';
import { Degradation } from '../levels/degradation';
import type { FlagProvider } from './flag-provider';
import { Flags, type FlagEvaluation } from './flags';
import { inMemoryFlags } from './in-memory-flags';
import { injectFlag } from './inject-flag';
import { withFlags } from './with-flags';

const features = {
  shop: { needs: ['catalog'], flag: 'shop' },
  reviews: { needs: ['reviews'], flag: { key: 'reviews', otherwise: false }, label: 'Reviews' },
};

function app(provider?: FlagProvider) {
  const it = house(
    { features },
    [service('catalog'), service('reviews')],
    [...(provider === undefined ? [] : [withFlags(() => provider)])],
  );
  const flags = TestBed.inject(Flags);
  const all = TestBed.inject(Features);
  return {
    ...{ ...it, flags },
    of: (feature: string) => {
      const { state, cause, reason } = all.of(feature)();
      return [state, cause, reason];
    },
  };
}

/** A provider that answers with whatever it is given. */
function odd(resolve: () => unknown): FlagProvider {
  return { ...inMemoryFlags(), resolveBooleanEvaluation: resolve as never };
}

describe('Flags', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(() => {
    localStorage.clear();
  });

  it('make a feature available when the flag is on and its services are there', () => {
    const flags = inMemoryFlags({ shop: true, reviews: true });
    const it = app(flags);
    expect(it.of('reviews')[0]).toBe('available');
    flags.put({ reviews: false });
    expect(it.of('reviews')).toEqual(['unavailable', 'flag', 'its flag reviews is off']);
    flags.put({ reviews: true });
    it.breakers.forceOpen('reviews', 'stopped');
    it.pass(0);
    expect(it.of('reviews').slice(0, 2)).toEqual(['unavailable', 'service']);
  });

  it('that nobody knows are what the feature says: on, or not yet released', () => {
    const it = app();
    expect(it.of('shop')[0]).toBe('available');
    expect(it.of('reviews')[0]).toBe('unavailable');
  });

  it('that are off are nothing that users miss', () => {
    app(inMemoryFlags({ shop: true, reviews: false }));
    const degradation = TestBed.inject(Degradation);
    expect([degradation.level(), degradation.reduced(), degradation.reason()]).toEqual([
      ...[0, [], 'everything works'],
    ]);
  });

  it('come with the variant, the reason and the provider', () => {
    const it = app(
      inMemoryFlags({
        layout: { variants: { wide: 'w', narrow: 'n' }, defaultVariant: 'narrow' },
        limit: 7,
        off: { variants: { on: true }, defaultVariant: 'on', disabled: true },
        broken: { variants: {}, defaultVariant: 'none' },
        theme: { variants: { sea: { hue: 200 } }, defaultVariant: 'sea' },
      }),
    );
    const brief = ({ value, variant, reason, errorCode }: FlagEvaluation): readonly unknown[] => [
      ...[value, variant, reason, errorCode],
    ];
    const { flags } = it;
    const none = undefined;
    expect(brief(flags.string('layout', 'w')())).toEqual(['n', 'narrow', 'STATIC', none]);
    expect(brief(flags.number('limit', 1)())).toEqual([7, '7', 'STATIC', none]);
    expect(brief(flags.object('theme', { hue: 0 })())).toEqual([
      ...[{ hue: 200 }, 'sea', 'STATIC', none],
    ]);
    expect(brief(flags.boolean('off', false)())).toEqual([false, none, 'DISABLED', none]);
    expect(brief(flags.boolean('broken', true)())).toEqual([true, none, 'ERROR', 'PARSE_ERROR']);
    expect(brief(flags.boolean('nobody', true)())).toEqual([true, none, 'ERROR', 'FLAG_NOT_FOUND']);
    expect(brief(flags.string('limit', 'x')())).toEqual(['x', none, 'ERROR', 'TYPE_MISMATCH']);
    expect(flags.string('layout', 'w')().provider).toBe('in-memory');
  });

  const wrong: readonly (readonly [string, () => unknown, string])[] = [
    [
      'throws',
      () => {
        throw new Error('no network');
      },
      'GENERAL',
    ],
    ['says another type than it was asked for', () => ({ value: 'yes' }), 'TYPE_MISMATCH'],
    ['says nothing', () => undefined, 'GENERAL'],
  ];
  for (const [what, resolve, code] of wrong) {
    it(`are the default when a provider ${what}`, () => {
      const { flags } = app(odd(resolve));
      const { value, reason, errorCode } = flags.boolean('x', true)();
      expect([value, reason, errorCode as string]).toEqual([true, 'ERROR', code]);
    });
  }

  it('can be set by hand for a while, by somebody', () => {
    const it = app(inMemoryFlags({ reviews: true }));
    const reviews = it.flags.boolean('reviews', false);
    it.flags.override('reviews', false, { by: 'Ada', duration: 5_000 });
    expect([reviews().value, reviews().reason]).toEqual([false, 'OVERRIDE']);
    expect(reviews().override).toEqual({
      ...{ value: false, by: 'Ada', reason: '', since: START, until: START + 5_000 },
    });
    expect(it.of('reviews')[1]).toBe('flag');
    it.pass(5_000);
    expect([reviews().value, reviews().reason]).toEqual([true, 'STATIC']);
    expect(it.of('reviews')[0]).toBe('available');
  });

  it('are given back to the provider', () => {
    const it = app(inMemoryFlags({ reviews: true }));
    it.flags.override('reviews', false);
    it.flags.clearOverride('reviews');
    expect(it.flags.boolean('reviews', false)().value).toBeTrue();
  });

  it('are not moved by an override of another type', () => {
    const it = app(inMemoryFlags({ reviews: true }));
    it.flags.override('reviews', 'no');
    expect(it.flags.boolean('reviews', false)().value).toBeTrue();
  });

  it('are listed: what the provider knows, what features hang on, what was asked for', () => {
    const it = app(inMemoryFlags({ limit: 7, reviews: true }));
    it.flags.string('layout', 'wide');
    expect(it.flags.all().map(({ flag, value }) => `${flag}: ${JSON.stringify(value)}`)).toEqual([
      'layout: "wide"',
      'limit: 7',
      'reviews: true',
      'shop: true',
    ]);
  });

  it('are injected by the type of their default', () => {
    app(inMemoryFlags({ limit: 7 }));
    TestBed.runInInjectionContext(() => {
      const limit: number = injectFlag('limit', 1)().value;
      const on: boolean = injectFlag('on', true)().value;
      const word: string = injectFlag('word', 'x')().value;
      const { hue } = injectFlag('theme', { hue: 3 })().value;
      expect([limit, on, word, hue]).toEqual([7, true, 'x', 3]);
    });
  });
});
