import { TestBed } from '@angular/core/testing';
import { ConfigurationError } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { CLOCK } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import { consulRegistry } from './consul-registry';
import { REGISTRY_FETCH, type EndpointSourceRuntime, type RegistryAnswer } from './endpoint-source';
import { RegistryWatcher } from './registry-watcher';
import { withRegistry } from './with-registry';

const instance = (id: string, port = 80): object => ({
  Service: { ID: id, Address: `${id}.test`, Port: port },
});

/** A registry whose answers the spec gives by hand. */
class ScriptedRegistry {
  readonly asked: { readonly url: URL; readonly signal: AbortSignal }[] = [];
  private readonly open: ((response: RegistryAnswer | Error) => void)[] = [];

  readonly fetch: EndpointSourceRuntime['fetch'] = (url, { signal }) => {
    this.asked.push({ url: new URL(url), signal });
    return new Promise((resolve, reject) => {
      this.open.push((response) => {
        if (response instanceof Error) reject(response);
        else resolve(response);
      });
      signal.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  };

  /** Answers the oldest open question, and lets everything follow that follows from it. */
  async answer(body: unknown, index?: number, status = 200): Promise<void> {
    const headers = new Headers(index === undefined ? {} : { 'X-Consul-Index': String(index) });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const json = (): Promise<unknown> => Promise.resolve(text).then(JSON.parse);
    this.open.shift()?.({ ok: status === 200, status, headers, json });
    await settle();
  }

  async fail(): Promise<void> {
    this.open.shift()?.(new TypeError('Failed to fetch'));
    await settle();
  }

  get last(): URL | undefined {
    return this.asked.at(-1)?.url;
  }
}

/** Lets promises that are resolved run on; a macrotask comes after all of them. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

function setUp(services = ['catalog'], connections = 2) {
  const clock = new ManualClock();
  const script = new ScriptedRegistry();
  TestBed.configureTestingModule({
    providers: [
      provideConvoy(
        { services: services.map((name) => ({ name, match: `/${name}`, discover: true })) },
        withRegistry(consulRegistry({ url: 'http://registry.test/', connections })),
      ),
      { provide: CLOCK, useValue: clock },
      { provide: REGISTRY_FETCH, useValue: script.fetch },
    ],
  });
  const registry = TestBed.inject(ServiceRegistry);
  const ids = (): readonly string[] =>
    registry
      .instancesOf('catalog')()
      .map((each) => each.id);
  return { clock, script, registry, ids };
}

describe('consulRegistry', () => {
  it('asks at once, then blocks on the index that came back', async () => {
    const { script, ids } = setUp();
    expect(script.last?.href).toBe('http://registry.test/v1/health/service/catalog?passing=1');
    await script.answer([instance('a'), instance('b')], 7);
    expect(ids()).toEqual(['a', 'b']);
    expect(script.last?.searchParams.get('index')).toBe('7');
    expect(script.last?.searchParams.get('wait')).toBe('55000ms');
  });

  it('follows instances that come and go', async () => {
    const { script, ids, clock } = setUp();
    await script.answer([instance('a'), instance('b')], 7);
    clock.advance(1_000);
    await script.answer([instance('b'), instance('c')], 8);
    expect(ids()).toEqual(['b', 'c']);
  });

  it('starts over when the index goes backwards', async () => {
    const { script, clock } = setUp();
    await script.answer([instance('a')], 7);
    clock.advance(1_000);
    await script.answer([instance('a')], 3);
    clock.advance(5_000);
    expect(script.last?.searchParams.has('index')).toBeFalse();
  });

  it('never asks in a tight loop, whatever the registry does', async () => {
    const { script, clock } = setUp();
    for (let round = 0; round < 5; round += 1) await script.answer([instance('a')], 7);
    expect(script.asked.length).toBe(2);
    clock.advance(1_000);
    expect(script.asked.length).toBe(3);
    await script.answer([instance('a')]);
    clock.advance(4_900);
    expect(script.asked.length).toBe(3);
    clock.advance(100);
    expect(script.asked.length).toBe(4);
  });

  const bad: readonly {
    readonly title: string;
    readonly answer: (script: ScriptedRegistry) => Promise<void>;
    readonly says: string;
  }[] = [
    { title: '500', answer: (script) => script.answer('', 9, 500), says: 'answers 500' },
    { title: 'what is not JSON', answer: (script) => script.answer('<html>', 9), says: 'not JSON' },
    { title: 'rubbish', answer: (script) => script.answer({ no: 'list' }, 9), says: 'not a list' },
    { title: 'nothing', answer: (script) => script.answer([], 9), says: 'lists no instance' },
    { title: 'no connection', answer: (script) => script.fail(), says: 'cannot be reached' },
  ];
  for (const row of bad) {
    it(`keeps the last good instances when the answer is ${row.title}, and says so until it is well`, async () => {
      const { script, registry, ids, clock } = setUp();
      await script.answer([instance('a'), instance('b')], 7);
      clock.advance(1_000);
      await row.answer(script);
      expect(ids()).toEqual(['a', 'b']);
      expect(registry.problems()).toEqual([
        jasmine.objectContaining({ service: 'catalog', source: 'consul' }),
      ]);
      expect(registry.problems()[0]?.message).toContain(row.says);
      expect(registry.service('catalog')()?.isStale).toBeTrue();

      clock.advance(1_500);
      await script.answer([instance('a')], 10);
      expect(ids()).toEqual(['a']);
      expect(registry.problems()).toEqual([]);
    });
  }

  it('waits longer after each failure', async () => {
    const { script, clock } = setUp();
    for (let round = 0; round < 8; round += 1) {
      await script.fail();
      clock.advance(31_000);
    }
    const asked = script.asked.length;
    expect(asked).toBe(9);
    await script.fail();
    clock.advance(499);
    expect(script.asked.length).toBe(asked);
  });

  it('gives up a query that is held beyond its wait', async () => {
    const { script, registry, clock } = setUp();
    clock.advance(5_000);
    await settle();
    expect(script.asked[0]?.signal.aborted).toBeTrue();
    expect(registry.problems()[0]?.message).toContain('does not answer in time');
  });

  it('holds no more connections than allowed, and lets services take turns', async () => {
    const { script } = setUp(['catalog', 'pricing', 'orders'], 2);
    expect(script.asked.length).toBe(2);
    await script.answer([instance('a')], 1);
    expect(script.asked.length).toBe(3);
    expect(script.last?.pathname).toContain('/orders');
    await script.answer([instance('p')], 1);
    expect(script.last?.pathname).toContain('/catalog');
    expect(script.last?.searchParams.get('wait')).toBe('1000ms');
  });

  it('stops asking about a service that was removed, and asks about one that was added', async () => {
    const { script, registry } = setUp();
    registry.remove('catalog');
    expect(script.asked[0]?.signal.aborted).toBeTrue();
    await settle();
    registry.add({ name: 'orders', match: '/orders', discover: 'orders-v2' });
    expect(script.last?.pathname).toBe('/v1/health/service/orders-v2');
  });

  it('lets requests that were made before its first answer wait for it', async () => {
    const { script } = setUp();
    const watcher = TestBed.inject(RegistryWatcher);
    const goOn = jasmine.createSpy('goOn');
    expect(watcher.isPending('catalog')).toBeTrue();
    watcher.whenHeard('catalog', goOn);
    await script.answer([instance('a')], 1);
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(watcher.isPending('catalog')).toBeFalse();
  });

  const wrong: readonly { readonly options: object; readonly option: string }[] = [
    { options: { url: 'registry' }, option: 'consulRegistry.url' },
    { options: { url: 'http://r.test', wait: 10 }, option: 'consulRegistry.wait' },
    { options: { url: 'http://r.test', connections: 7 }, option: 'consulRegistry.connections' },
    { options: { url: 'http://r.test', connections: 1.5 }, option: 'consulRegistry.connections' },
  ];
  for (const row of wrong) {
    it(`refuses ${JSON.stringify(row.options)}`, () => {
      expect(() => consulRegistry(row.options as { url: string })).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === row.option,
      );
    });
  }
});
