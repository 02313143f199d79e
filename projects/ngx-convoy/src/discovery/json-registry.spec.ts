import { ConfigurationError } from 'ngx-convoy/core';
import { jsonRegistry, type JsonRegistryOptions } from './json-registry';
import { registryScene } from './registry-scene.spec';

const item = (id: string): object => ({ id, url: `http://r.test/${id}` });

const setUp = (options: Partial<JsonRegistryOptions> = {}) =>
  registryScene(jsonRegistry({ url: 'http://r.test/services/{service}', ...options }));

describe('jsonRegistry', () => {
  it('asks for the service, and again after the interval, give or take a tenth', async () => {
    const { script, ids, clock, untilAsked } = await setUp();
    expect(script.last?.href).toBe('http://r.test/services/catalog');
    await script.answer([item('a')]);
    expect(ids()).toEqual(['a']);
    clock.advance(26_999);
    expect(script.asked.length).toBe(1);
    expect(await untilAsked()).toBeLessThan(6_100);
  });

  it('asks as often as the answer is fresh', async () => {
    const { script, clock, untilAsked } = await setUp();
    await script.answer([item('a')], { 'Cache-Control': 'public, max-age=120' });
    clock.advance(107_000);
    expect(script.asked.length).toBe(1);
    expect(await untilAsked()).toBeLessThan(26_000);
    await script.answer([item('a')], { 'Cache-Control': 'no-cache, max-age=600' });
    await untilAsked();
    expect(script.asked.length).toBe(3);
    await script.answer([item('a')], { 'Cache-Control': 'max-age=0' });
    clock.advance(999);
    expect(script.asked.length).toBe(3);
    clock.advance(1);
    expect(script.asked.length).toBe(4);
  });

  it('says what it knows, and takes "not modified" for what it knew', async () => {
    const { script, untilAsked, ids, registry } = await setUp();
    await script.answer([item('a')], { ETag: '"1"' });
    await untilAsked();
    expect(script.asked.at(-1)?.request.headers).toEqual({ 'If-None-Match': '"1"' });
    await script.answer('', {}, 304);
    expect(ids()).toEqual(['a']);
    expect(registry.problems()).toEqual([]);
    await untilAsked();
    await script.answer([item('b')], { ETag: '"2"' });
    expect(ids()).toEqual(['b']);
  });

  it('asks ever less often while it fails, not before it is asked to, and without what it knew', async () => {
    const { script, clock, ids, untilAsked } = await setUp();
    await script.answer([item('a')], { ETag: '"1"' });
    await untilAsked();
    await script.answer('', { 'Retry-After': '90' }, 503);
    expect(ids()).toEqual(['a']);
    clock.advance(89_999);
    expect(script.asked.length).toBe(2);
    clock.advance(1);
    expect(script.asked.length).toBe(3);
    expect(script.asked.at(-1)?.request.headers).toBeUndefined();
    const waits: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      await script.fail();
      waits.push(await untilAsked());
    }
    for (const wait of waits) expect(wait >= 1_000 && wait <= 61_100).toBeTrue();
    expect(Math.max(...waits)).toBeGreaterThan(10_000);
  });

  it("reads by paths, or by the app's own function, whose result is checked", async () => {
    const byPath = await setUp({ list: 'data.nodes', fields: { id: 'name', url: 'address' } });
    await byPath.script.answer({ data: { nodes: [{ name: 'a', address: 'http://r.test/a' }] } });
    expect(byPath.ids()).toEqual(['a']);
  });

  it("reads by the app's own function, whose result is checked", async () => {
    const read = (answer: unknown): unknown =>
      (answer as readonly string[]).map((host) => ({ id: host, url: `http://r.test/${host}` }));
    const { script, ids, problem, untilAsked } = await setUp({ read });
    await script.answer(['a', 'b']);
    expect(ids()).toEqual(['a', 'b']);
    await untilAsked();
    await script.answer({ not: 'a list' });
    expect(problem()).toContain('the answer cannot be read');
    await untilAsked();
    await script.answer(['a?b']);
    expect(problem()).toContain("'a?b' has no http(s) URL");
    expect(ids()).toEqual(['a', 'b']);
  });

  it('stops when the service is removed', async () => {
    const { script, registry, clock } = await setUp();
    await script.answer([item('a')]);
    registry.remove('catalog');
    clock.advance(100_000);
    expect(script.asked.length).toBe(1);
  });

  const wrong: readonly { readonly options: JsonRegistryOptions; readonly option: string }[] = [
    { options: { url: '/services/{service}' }, option: 'jsonRegistry.url' },
    { options: { url: 'http://r.test/services' }, option: 'jsonRegistry.url' },
    {
      options: { url: 'http://r.test/{service}', interval: 10 },
      option: 'jsonRegistry.interval',
    },
  ];
  for (const { options, option } of wrong) {
    it(`refuses ${JSON.stringify(options)}`, () => {
      expect(() => jsonRegistry(options)).toThrowMatching(
        (error: unknown) => error instanceof ConfigurationError && error.option === option,
      );
    });
  }
});
