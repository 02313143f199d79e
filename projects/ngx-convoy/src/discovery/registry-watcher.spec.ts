import { TestBed } from '@angular/core/testing';
import type { EndpointDefinition } from 'ngx-convoy/core';
import type { EndpointObserver, EndpointSource } from './endpoint-source';
import { registryScene, ScriptedMemory } from './registry-scene.spec';
import { RegistryWatcher } from './registry-watcher';
import type { RegistryOptions } from './with-registry';

/** A source that says what the spec says. */
function spoken(origin = 'http://registry.test') {
  let observer: EndpointObserver | undefined;
  const source: EndpointSource = {
    name: 'spoken',
    origin,
    watch: (_, given) => {
      observer = given;
    },
  };
  const say = (...urls: readonly string[]): void => {
    observer?.endpoints(urls.map((url) => ({ id: url.replace(/.*\W/, ''), url })));
  };
  return { source, say, problem: (message: string) => observer?.problem(message) };
}

const many = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => `http://registry.test/${i}`);

async function setUp(options: RegistryOptions = {}, origin?: string) {
  const { source, say } = spoken(origin);
  return { say, ...(await registryScene(source, ['catalog'], options)) };
}

describe('RegistryWatcher', () => {
  describe('does not believe at once', () => {
    it('that everybody is gone, and believes it when it is said again', async () => {
      const { say, ids, clock, problem, registry } = await setUp();
      say('http://registry.test/a', 'http://registry.test/b');
      say();
      expect(ids()).toEqual(['a', 'b']);
      expect(problem()).toBe('lists no instance, which is not believed until it is confirmed');
      clock.advance(5_000);
      say();
      expect(ids()).toEqual([]);
      expect(registry.problems()).toEqual([]);
    });

    it('that most are gone: eight of nine', async () => {
      const { say, ids, problem } = await setUp();
      say(...many(9));
      say('http://registry.test/3');
      expect(ids().length).toBe(9);
      expect(problem()).toContain('lists only 1 of 9 instances');
      say(...many(4));
      expect(ids().length).toBe(4);
    });

    it('takes from the list who wants no calls', async () => {
      const observers: EndpointObserver[] = [];
      const source: EndpointSource = {
        name: 's',
        origin: 'http://registry.test',
        watch: (_, given) => observers.push(given),
      };
      const { ids, registry } = await registryScene(source);
      const one = (id: string, ready: boolean): EndpointDefinition => ({
        ...{ id, url: `http://registry.test/${id}` },
        conditions: { ready },
      });
      observers[0]?.endpoints([one('a', true), one('b', false)]);
      expect(ids()).toEqual(['a', 'b']);
      const unfit = registry
        .instancesOf('catalog')()
        .map((each) => each.unfit);
      expect(unfit).toEqual([undefined, 'it is not ready, its registry says']);
    });
  });

  describe('calls nobody', () => {
    const cases: readonly {
      readonly title: string;
      readonly options?: RegistryOptions;
      readonly registry?: string;
      readonly url: string;
      readonly called: boolean;
    }[] = [
      { title: "at the registry's host", url: 'http://registry.test:4101/x', called: true },
      {
        title: "at the page's host",
        url: `${location.protocol}//${location.hostname}:1/x`,
        called: true,
      },
      { title: "by a path on the page's origin", url: '/x', called: true },
      { title: 'at another host', url: 'http://evil.test/x', called: false },
      {
        title: 'at a host that only looks like it',
        url: 'http://registry.test.evil.test/x',
        called: false,
      },
      {
        title: 'without TLS, when the registry has it',
        registry: 'https://registry.test',
        url: 'http://registry.test/x',
        called: false,
      },
      {
        title: 'that the list of the app names',
        options: { allowedOrigins: ['https://*.shop.test'] },
        url: 'https://eu.shop.test/x',
        called: true,
      },
      {
        title: "at the registry's host, when the app's own list does not name it",
        options: { allowedOrigins: ['https://*.shop.test'] },
        url: 'http://registry.test/x',
        called: false,
      },
    ];
    for (const { title, options, registry, url, called } of cases) {
      it(`${called ? 'but' : 'not'} ${title}`, async () => {
        const scene = await setUp(options, registry);
        scene.say(url);
        expect(scene.ids()).toEqual(called ? ['x'] : []);
        if (!called) expect(scene.problem()).toContain(`${url}, which allowedOrigins forbids`);
      });
    }

    it('but the others go on being called when one is forbidden, and nothing is stale', async () => {
      const { say, ids, registry } = await setUp();
      say('http://registry.test/a', 'http://evil.test/b', 'http://evil.test/c');
      expect(ids()).toEqual(['a']);
      expect(registry.problems()[0]?.message).toContain('http://evil.test/b and 1 more');
      expect(registry.service('catalog')()?.isStale).toBeFalse();
    });

    it('but whom the app itself names', async () => {
      const { say, ids } = await setUp({}, 'app');
      say('https://anywhere.test/x');
      expect(ids()).toEqual(['x']);
    });
  });

  describe('remembers the last good instances over a reload', () => {
    async function visited() {
      const memory = new ScriptedMemory();
      const first = await setUp({ memory });
      first.say('http://registry.test/a', 'http://registry.test/b');
      TestBed.resetTestingModule();
      return memory;
    }

    it('and uses them until the registry answers, so that nobody has to wait', async () => {
      const { say, ids, problem, registry } = await setUp({ memory: await visited() });
      expect(ids()).toEqual(['a', 'b']);
      expect(TestBed.inject(RegistryWatcher).isPending('catalog')).toBeFalse();
      expect(problem()).toContain('those of an earlier visit');
      say('http://registry.test/b');
      expect(ids()).toEqual(['b']);
      expect(registry.problems()).toEqual([]);
    });

    it('but not those that are no longer allowed', async () => {
      const memory = await visited();
      const { ids } = await setUp({ memory, allowedOrigins: ['https://a.test'] });
      expect(ids()).toEqual([]);
    });

    it('but nothing that is damaged', async () => {
      const memory = await visited();
      memory.write('catalog', `${memory.read('catalog') ?? ''}x`);
      const { ids } = await setUp({ memory });
      expect(ids()).toEqual([]);
    });

    it('and does not write down what it does not believe', async () => {
      const memory = await visited();
      const good = memory.read('catalog');
      const { say } = await setUp({ memory });
      say();
      expect(memory.read('catalog')).toBe(good);
    });
  });
});
