import { consulRegistry } from './consul-registry';
import { jsonRegistry } from './json-registry';
import { registryScene } from './registry-scene.spec';
import { sourceChain } from './source-chain';
import { staticEndpoints } from './static-endpoints';

const item = (id: string): object => ({ id, url: `http://first.test/${id}` });
const consul = (id: string): object => ({
  Service: { ID: id, Address: 'second.test', Port: 80 },
});

const first = () => jsonRegistry({ url: 'http://first.test/list/{service}', name: 'first' });
const second = () => consulRegistry({ url: 'http://second.test' });
const last = () => staticEndpoints({ catalog: ['https://last.test'] });

describe('sourceChain', () => {
  it('asks only the first while it answers', async () => {
    const { script, ids, registry } = await registryScene(sourceChain(first(), second(), last()));
    await script.answer([item('a')]);
    expect(ids()).toEqual(['a']);
    expect(script.asked.length).toBe(1);
    expect(registry.problems()).toEqual([]);
  });

  it('goes to the next while the first is in trouble, says so, and comes back', async () => {
    const { script, ids, untilAsked, problem, registry } = await registryScene(
      sourceChain(first(), second()),
    );
    await script.fail('/list/');
    await script.answer([consul('b')], 1, 200, '/v1/');
    expect(ids()).toEqual(['b']);
    expect(problem()).toBe('first cannot be reached; instances are those of consul');
    const since = registry.problems()[0]?.since;
    expect(registry.service('catalog')()?.isStale).toBeTrue();
    await script.answer([consul('b'), consul('c')], 2, 200, '/v1/');
    expect(registry.problems()[0]?.since).toBe(since);

    await untilAsked('/list/');
    await script.answer([item('a')], {}, 200, '/list/');
    expect(ids()).toEqual(['a']);
    expect(registry.problems()).toEqual([]);
    expect(script.pending).toEqual([]);
  });

  it('keeps the instances when nobody answers', async () => {
    const { script, ids, problem } = await registryScene(sourceChain(first(), second()));
    await script.answer([item('a')]);
    expect(script.pending).toEqual([]);
    expect(problem()).toBeUndefined();
    expect(ids()).toEqual(['a']);
  });

  it('says what is wrong with everybody', async () => {
    const { script, problem } = await registryScene(sourceChain(first(), second()));
    await script.answer('', {}, 503, '/list/');
    await script.fail('/v1/');
    expect(problem()).toBe('first answers 503; consul cannot be reached; no registry answers');
  });

  it('ends with what is known when the app is built', async () => {
    const { script, ids } = await registryScene(sourceChain(first(), last()));
    await script.fail();
    expect(ids()).toEqual(['https://last.test']);
  });

  it('stops everybody with the service', async () => {
    const { script, registry } = await registryScene(sourceChain(first(), second()));
    await script.fail('/list/');
    registry.remove('catalog');
    expect(script.pending).toEqual([]);
  });
});

describe('staticEndpoints', () => {
  it('has nothing to say of a service that it does not list', async () => {
    const { problem } = await registryScene(staticEndpoints({}));
    expect(problem()).toBe('lists no such service');
  });

  it('refuses a URL that is none', () => {
    expect(() => staticEndpoints({ a: ['javascript:x'] })).toThrowError(/staticEndpoints\.a\[0\]/);
  });
});
