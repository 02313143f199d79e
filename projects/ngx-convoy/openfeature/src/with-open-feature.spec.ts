import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import {
  TypedInMemoryProvider,
  OpenFeature,
  ProviderEvents,
  type EvaluationContext,
  type Hook,
  type Provider,
} from '@openfeature/web-sdk';
import { CircuitBreakers, CLOCK, provideConvoy, withConvoy } from 'ngx-convoy';
import { Degradation, Features, Flags, withDegradation } from 'ngx-convoy/degradation';
import { ManualClock } from 'ngx-convoy/testing';
import { degradationProvider } from './degradation-provider';
import { withOpenFeature, type OpenFeatureOptions } from './with-open-feature';

const onOff = { variants: { on: true, off: false }, disabled: false };
const onFor = (user: string) => ({
  ...{ ...onOff, defaultVariant: 'off' as const },
  contextEvaluator: ({ targetingKey }: EvaluationContext) =>
    targetingKey === user ? ('on' as const) : ('off' as const),
});

let count = 0;

/** An app with a domain of its own: OpenFeature's API is one for all. */
function app(provider: (() => Provider) | undefined, rest: Partial<OpenFeatureOptions> = {}) {
  const domain = `spec-${(count += 1)}`;
  TestBed.configureTestingModule({
    providers: [
      { provide: CLOCK, useValue: new ManualClock(1_000) },
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy(
        { services: [{ name: 'catalog' }, { name: 'payments' }] },
        withDegradation({
          features: {
            shop: { needs: ['catalog'], flag: 'shop' },
            pay: { needs: ['payments'], flag: { key: 'pay', otherwise: false } },
          },
        }),
        withOpenFeature({ domain, provider, ...rest }),
      ),
    ],
  });
  const flags = TestBed.inject(Flags);
  const features = TestBed.inject(Features);
  const breakers = TestBed.inject(CircuitBreakers);
  return {
    ...{ domain, flags, client: OpenFeature.getClient(domain) },
    state: (feature: string) => [features.of(feature)().state, features.of(feature)().cause],
    stop: (service: string) => {
      breakers.forceOpen(service, 'stopped');
      TestBed.tick();
    },
    mend: (service: string) => {
      breakers.reset(service, 'mended');
      TestBed.tick();
    },
  };
}

/** Promises of the SDK that are under way come to their end. */
async function settle(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
}

describe('withOpenFeature', () => {
  beforeEach(() => {
    localStorage.clear();
  });
  afterEach(async () => {
    TestBed.resetTestingModule();
    await OpenFeature.clearProviders();
  });

  it('lets features hang on the flags of a provider, with its variant and reason', async () => {
    const it = app(() => new TypedInMemoryProvider({ shop: { ...onOff, defaultVariant: 'off' } }));
    await settle();
    expect(it.flags.status()).toBe('ready');
    expect(it.state('shop')).toEqual(['unavailable', 'flag']);
    const { value, variant, reason, provider } = it.flags.boolean('shop', true)();
    expect([value, variant, reason, provider]).toEqual([false, 'off', 'STATIC', 'in-memory']);
  });

  it('reads values of every type, and says what is wrong', async () => {
    const it = app(
      () =>
        new TypedInMemoryProvider({
          word: { variants: { a: 'x' }, defaultVariant: 'a', disabled: false },
          limit: { variants: { a: 7 }, defaultVariant: 'a', disabled: false },
          theme: { variants: { a: { hue: 200 } }, defaultVariant: 'a', disabled: false },
        }),
    );
    await settle();
    expect(it.flags.string('word', '')().value).toBe('x');
    expect(it.flags.number('limit', 0)().value).toBe(7);
    expect(it.flags.object('theme', { hue: 0 })().value.hue).toBe(200);
    const { value, errorCode } = it.flags.boolean('nobody', true)();
    expect([value, errorCode as string]).toEqual([true, 'FLAG_NOT_FOUND']);
  });

  it('follows when the provider changes its flags', async () => {
    const memory = new TypedInMemoryProvider({ shop: { ...onOff, defaultVariant: 'on' } });
    const it = app(() => memory);
    await settle();
    expect(it.state('shop')[0]).toBe('available');
    await memory.putConfiguration({ shop: { ...onOff, defaultVariant: 'off' } });
    await settle();
    expect(it.state('shop')[0]).toBe('unavailable');
  });

  it('evaluates for the user of the context, and anew for another one', async () => {
    const it = app(() => new TypedInMemoryProvider({ pay: onFor('ada') }), {
      context: { targetingKey: 'ada' },
    });
    await settle();
    expect(it.state('pay')[0]).toBe('available');
    await OpenFeature.setContext(it.domain, { targetingKey: 'bob' });
    await settle();
    expect(it.state('pay')).toEqual(['unavailable', 'flag']);
  });

  it('takes a provider that the app sets later', async () => {
    const it = app(undefined);
    await settle();
    expect(it.state('pay')).toEqual(['unavailable', 'flag']);
    await OpenFeature.setProviderAndWait(
      it.domain,
      new TypedInMemoryProvider({ pay: { ...onOff, defaultVariant: 'on' } }),
    );
    await settle();
    expect(it.state('pay')[0]).toBe('available');
  });

  it('is not ready until the provider is, and gives the defaults meanwhile', async () => {
    let arrive = (): void => undefined;
    const initialize = (): Promise<void> => new Promise((resolve) => (arrive = resolve));
    const memory = new TypedInMemoryProvider({ pay: { ...onOff, defaultVariant: 'on' } });
    const late: Provider = Object.assign(memory, { initialize });
    const it = app(() => late);
    await settle();
    expect(it.flags.status()).toBe('not-ready');
    expect(it.flags.boolean('pay', false)().errorCode as string).toBe('PROVIDER_NOT_READY');
    arrive();
    await settle();
    expect([it.flags.status(), it.state('pay')[0]]).toEqual(['ready', 'available']);
  });

  it('says that a provider has failed, and takes nothing away for it', async () => {
    const logged = spyOn(console, 'error'); // The SDK tells it there, too.
    const memory = new TypedInMemoryProvider({});
    const broken: Provider = Object.assign(memory, {
      initialize: () => Promise.reject(new Error('no network')),
    });
    const it = app(() => broken);
    await settle();
    expect([it.flags.status(), it.state('shop')[0]]).toEqual(['error', 'available']);
    expect(logged).toHaveBeenCalled();
  });
});

describe('degradationProvider', () => {
  afterEach(async () => {
    TestBed.resetTestingModule();
    await OpenFeature.clearProviders();
  });

  const inner = () =>
    new TypedInMemoryProvider({
      rich: { ...onOff, defaultVariant: 'on' },
      flow: { variants: { a: 'classic' }, defaultVariant: 'a', disabled: false },
      shop: { ...onOff, defaultVariant: 'on' },
    });
  const wrapped = (provider: Provider = inner()) =>
    app(() =>
      degradationProvider(provider, {
        rich: { fromLevel: 1, value: false },
        flow: { withoutServices: ['payments'], value: 'pay-later', variant: 'later' },
      }),
    );

  it('is the provider that it wraps while all is well', async () => {
    const { client } = wrapped();
    await settle();
    const { value, reason, variant, flagMetadata } = client.getBooleanDetails('rich', false);
    expect([value, reason, variant, flagMetadata]).toEqual([true, 'STATIC', 'on', {}]);
    expect(client.metadata.providerMetadata.name).toBe('degradation(in-memory)');
  });

  it('forces flags from a level on, and says so to everybody who reads them', async () => {
    const { client, stop } = wrapped();
    await settle();
    stop('catalog');
    const { value, reason, variant, flagMetadata, errorCode } = client.getBooleanDetails(
      'rich',
      true,
    );
    expect([value, reason, variant, errorCode]).toEqual([false, 'DEGRADED', 'degraded', undefined]);
    expect(flagMetadata['level']).toBe(1);
    expect(client.getStringValue('flow', '')).toBe('classic');
  });

  it('forces flags while a service is down, and gives them back', async () => {
    const { client, stop, mend } = wrapped();
    await settle();
    stop('payments');
    expect(client.getStringDetails('flow', '').variant).toBe('later');
    mend('payments');
    expect(client.getStringValue('flow', '')).toBe('classic');
  });

  it('tells which flags have changed, so that whoever shows them looks again', async () => {
    const { client, stop } = wrapped();
    await settle();
    const changed: (readonly string[])[] = [];
    client.addHandler(ProviderEvents.ConfigurationChanged, (details) => {
      changed.push([...(details?.flagsChanged ?? [])].sort());
    });
    stop('payments');
    await settle();
    expect(changed).toEqual([['flow', 'rich']]);
  });

  it('changes nothing for who asks for another type', async () => {
    const { client, stop } = wrapped();
    await settle();
    stop('payments');
    expect(client.getNumberDetails('flow', 3).errorCode as string).toBe('TYPE_MISMATCH');
  });

  it('keeps hooks, context and events of the inner provider', async () => {
    const seen: string[] = [];
    const memory = inner();
    const hook: Hook = {
      after: (_, { flagKey, reason }) => void seen.push(`${flagKey} ${reason ?? ''}`),
    };
    const changes: string[] = [];
    const provider: Provider = Object.assign(memory, {
      hooks: [hook],
      onContextChange: (_: EvaluationContext, { targetingKey = '' }: EvaluationContext) => {
        changes.push(targetingKey);
      },
    });
    const { client, domain, stop } = wrapped(provider);
    await settle();
    await OpenFeature.setContext(domain, { targetingKey: 'ada' });
    expect(changes).toEqual(['ada']);
    stop('catalog');
    client.getBooleanValue('rich', true);
    expect(seen).toContain('rich DEGRADED');

    let told = 0;
    client.addHandler(ProviderEvents.ConfigurationChanged, () => (told += 1));
    await memory.putConfiguration({});
    await settle();
    expect(told).toBeGreaterThan(0);
  });

  it('can itself be what features hang on: no circle, and the state of a service reaches them', async () => {
    const it = app(() =>
      degradationProvider(new TypedInMemoryProvider({ shop: { ...onOff, defaultVariant: 'on' } }), {
        shop: { withoutServices: ['payments'], value: false },
      }),
    );
    await settle();
    expect(it.state('shop')[0]).toBe('available');
    it.stop('payments');
    await settle();
    expect(it.state('shop')).toEqual(['unavailable', 'flag']);
    expect(TestBed.inject(Degradation).level()).toBe(1);
  });

  it('refuses a flag without a condition, and a level at which nothing is reduced', () => {
    TestBed.configureTestingModule({ providers: [provideConvoy({ services: [] })] });
    TestBed.runInInjectionContext(() => {
      expect(() => degradationProvider(inner(), { rich: { value: false } })).toThrowError(
        /^flags\['rich'\] must be a flag with fromLevel or withoutServices/,
      );
      expect(() =>
        degradationProvider(inner(), { rich: { fromLevel: 0, value: false } }),
      ).toThrowError(/^flags\['rich'\]\.fromLevel must be a whole number of 1 or more/);
    });
  });

  it('lets go of everything when it is closed', async () => {
    const memory = inner();
    const closed = jasmine.createSpy('onClose').and.resolveTo();
    wrapped(Object.assign(memory, { onClose: closed }));
    await settle();
    await OpenFeature.clearProviders();
    expect(closed).toHaveBeenCalledTimes(1);
    expect(memory.events.getHandlers(ProviderEvents.Stale)).toEqual([]);
  });
});
