import { TestBed } from '@angular/core/testing';
import { ConfigurationError } from 'ngx-convoy/core';
import { consulRegistry, type ConsulRegistryOptions } from './consul-registry';
import { registryScene, settle } from './registry-scene.spec';
import { RegistryWatcher } from './registry-watcher';

const instance = (id: string, port = 80): object => ({
  Service: { ID: id, Address: 'registry.test', Port: port },
});
const check = (service: string, id: string, status = 'passing'): object => ({
  ServiceName: service,
  ServiceID: id,
  CheckID: `service:${id}`,
  Status: status,
});

const setUp = (services = ['catalog'], options: Partial<ConsulRegistryOptions> = {}) =>
  registryScene(consulRegistry({ url: 'http://registry.test/', ...options }), services);

describe('consulRegistry with a query of its own for a service', () => {
  it('asks at once, then blocks on the index that came back', async () => {
    const { script, ids } = await setUp();
    expect(script.last?.href).toBe('http://registry.test/v1/health/service/catalog?passing=1');
    await script.answer([instance('a'), instance('b')], 7);
    expect(ids()).toEqual(['a', 'b']);
    expect(script.last?.searchParams.get('index')).toBe('7');
    expect(script.last?.searchParams.get('wait')).toBe('55000ms');
  });

  it('follows instances that come and go', async () => {
    const { script, ids } = await setUp();
    await script.answer([instance('a'), instance('b')], 7);
    await script.answer([instance('b'), instance('c')], 8);
    expect(ids()).toEqual(['b', 'c']);
  });

  it('starts over when the index goes backwards, and does not block on one below 1', async () => {
    const { script, untilAsked } = await setUp();
    await script.answer([instance('a')], 7);
    await script.answer([instance('a')], 3);
    await untilAsked();
    expect(script.last?.searchParams.has('index')).toBeFalse();
    await script.answer([instance('a')], 0);
    await untilAsked();
    expect(script.last?.searchParams.has('index')).toBeFalse();
  });

  it('asks twice at once and then every fifteen seconds, whatever comes back', async () => {
    const { script, clock } = await setUp();
    for (let round = 0; round < 2; round += 1) await script.answer([instance('a')], 7);
    expect(script.asked.length).toBe(3);
    await script.answer([instance('a')], 8);
    clock.advance(14_999);
    expect(script.asked.length).toBe(3);
    clock.advance(1);
    expect(script.asked.length).toBe(4);
    clock.advance(45_000);
    await script.answer([instance('a')], 9);
    expect(script.asked.length).toBe(5);
  });

  it('does not take an answer for a change: nobody hears of one that says the same', async () => {
    const { script, registry } = await setUp();
    await script.answer([instance('a')], 7);
    const before = registry.instancesOf('catalog')();
    await script.answer([instance('a')], 8);
    expect(registry.instancesOf('catalog')()[0]).toBe(before[0]);
  });

  const bad: readonly {
    readonly title: string;
    readonly answer: (script: Awaited<ReturnType<typeof setUp>>['script']) => Promise<void>;
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
      const { script, registry, ids, untilAsked, problem } = await setUp();
      await script.answer([instance('a'), instance('b')], 7);
      await row.answer(script);
      expect(ids()).toEqual(['a', 'b']);
      expect(registry.problems()).toEqual([
        jasmine.objectContaining({ service: 'catalog', source: 'consul', isStale: true }),
      ]);
      expect(problem()).toContain(row.says);
      expect(registry.service('catalog')()?.isStale).toBeTrue();

      await untilAsked();
      await script.answer([instance('a')], 10);
      expect(ids()).toEqual(['a']);
      expect(registry.problems()).toEqual([]);
    });
  }

  it('waits longer after each failure', async () => {
    const { script, untilAsked } = await setUp();
    const waits: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      await script.fail();
      waits.push(await untilAsked());
    }
    expect(waits[0]).toBeLessThan(1_600);
    for (const wait of waits) expect(wait >= 500 && wait <= 30_600).toBeTrue();
    expect(Math.max(...waits)).toBeGreaterThan(5_000);
  });

  it('gives up a query that is held beyond its wait', async () => {
    const { script, clock, problem } = await setUp();
    clock.advance(5_000);
    await settle();
    expect(script.asked[0]?.request.signal.aborted).toBeTrue();
    expect(problem()).toContain('does not answer in time');
  });

  it('stops asking about a service that was removed, and asks about one that was added', async () => {
    const { script, registry } = await setUp();
    registry.remove('catalog');
    expect(script.asked[0]?.request.signal.aborted).toBeTrue();
    registry.add({ name: 'orders', match: '/orders', discover: 'orders-v2' });
    await settle();
    expect(script.last?.pathname).toBe('/v1/health/service/orders-v2');
  });

  it('lets requests that were made before its first answer wait for it', async () => {
    const { script } = await setUp();
    const watcher = TestBed.inject(RegistryWatcher);
    const goOn = jasmine.createSpy('goOn');
    expect(watcher.isPending('catalog')).toBeTrue();
    watcher.whenHeard('catalog', goOn);
    await script.answer([instance('a')], 1);
    expect(goOn).toHaveBeenCalledTimes(1);
    expect(watcher.isPending('catalog')).toBeFalse();
  });

  it('sends the headers that it is given, asked for each time', async () => {
    let token = 'one';
    const { script } = await setUp(['catalog'], { headers: () => ({ 'X-Consul-Token': token }) });
    token = 'two';
    await script.answer([instance('a')], 1);
    const sent = script.asked.map(({ request }) => request.headers?.['X-Consul-Token']);
    expect(sent).toEqual(['one', 'two']);
  });
});

describe('consulRegistry with one query for all services', () => {
  const three = ['catalog', 'pricing', 'orders'];
  const states = '/v1/health/state/any';
  /** Answers what is asked for each service, as long as somebody asks. */
  async function answerServices({ script }: Awaited<ReturnType<typeof setUp>>): Promise<string[]> {
    const answered: string[] = [];
    for (;;) {
      const path = script.pending.find((each) => each.startsWith('/v1/health/service/'));
      if (path === undefined) return answered;
      const name = path.split('/').at(-1) ?? '';
      answered.push(name);
      await script.answer([instance(`${name}-1`), instance(`${name}-2`, 81)], 1, 200, path);
    }
  }

  it('holds one connection, and asks for each service in turn', async () => {
    const scene = await setUp(three);
    expect(scene.script.pending).toEqual(['/v1/health/service/catalog', states]);
    expect(await answerServices(scene)).toEqual(three);
    expect(scene.ids('orders')).toEqual(['orders-1', 'orders-2']);
    expect(scene.script.pending).toEqual([states]);
  });

  it('asks for those only whose checks have changed', async () => {
    const scene = await setUp(three);
    await answerServices(scene);
    const checks = three.flatMap((name) => [check(name, `${name}-1`), check(name, `${name}-2`)]);
    await scene.script.answer(checks, 5, 200, states);
    await answerServices(scene);
    expect(scene.script.last?.searchParams.get('index')).toBe('5');

    const changed = [...checks.slice(0, -1), check('orders', 'orders-2', 'critical')];
    await scene.script.answer(changed, 6, 200, states);
    expect(await answerServices(scene)).toEqual(['orders']);
    await scene.untilAsked(states);
    await scene.script.answer(changed, 7, 200, states);
    expect(await answerServices(scene)).toEqual([]);
  });

  it('asks for everybody once a minute: an address may change without a check', async () => {
    const scene = await setUp(three);
    await answerServices(scene);
    await scene.script.answer([], 5, 200, states);
    scene.clock.advance(58_000);
    await scene.script.answer([], 5, 200, states);
    expect(await answerServices(scene)).toEqual([]);
    scene.clock.advance(2_000);
    await scene.script.answer([], 5, 200, states);
    expect(await answerServices(scene)).toEqual(three);
  });

  it('does not ask again in a loop for one that cannot be read', async () => {
    const scene = await setUp(three);
    await scene.script.answer({ rubbish: true }, 1, 200, 'catalog');
    await answerServices(scene);
    expect(scene.script.asked.filter(({ url }) => url.pathname.endsWith('/catalog')).length).toBe(
      1,
    );
    expect(scene.problem()).toContain('not a list');
    await scene.script.answer([], 5, 200, states);
    expect(await answerServices(scene)).toContain('catalog');
    expect(scene.registry.problems()).toEqual([]);
  });

  it('tells everybody of trouble, and that it is over', async () => {
    const scene = await setUp(three);
    await answerServices(scene);
    await scene.script.fail(states);
    expect(scene.registry.problems().map(({ service }) => service)).toEqual(three);
    await scene.untilAsked(states);
    await scene.script.answer([], 5, 200, states);
    await answerServices(scene);
    expect(scene.registry.problems()).toEqual([]);
  });

  it('takes up a service that is added, and goes over to one query when one was enough before', async () => {
    const scene = await setUp(['catalog']);
    await scene.script.answer([instance('a')], 1);
    expect(scene.script.pending).toEqual(['/v1/health/service/catalog']);
    scene.registry.add({ name: 'orders', match: '/orders', discover: true });
    await settle();
    expect(scene.script.pending).toContain(states);
    expect(await answerServices(scene)).toEqual(['catalog', 'orders']);
    scene.registry.remove('catalog');
    scene.registry.remove('orders');
    await settle();
    expect(scene.script.pending).toEqual([]);
  });
});

describe('consulRegistry', () => {
  const wrong: readonly { readonly options: object; readonly option: string }[] = [
    { options: { url: 'registry' }, option: 'consulRegistry.url' },
    { options: { url: 'http://r.test', wait: 10 }, option: 'consulRegistry.wait' },
    { options: { url: 'http://r.test', ownQueries: 6 }, option: 'consulRegistry.ownQueries' },
    { options: { url: 'http://r.test', ownQueries: 1.5 }, option: 'consulRegistry.ownQueries' },
  ];
  for (const row of wrong) {
    it(`refuses ${JSON.stringify(row.options)}`, () => {
      expect(() => consulRegistry(row.options as { url: string })).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === row.option,
      );
    });
  }
});
