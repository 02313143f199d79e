import { TestBed } from '@angular/core/testing';
import { ConfigurationError } from 'ngx-convoy/core';
import { consulRegistry } from './consul-registry';
import { jsonRegistry } from './json-registry';
import { Registrations } from './registrations';
import { registryScene, settle } from './registry-scene.spec';

const me = { id: 'me', url: 'https://relay.test:8443/u', zone: 'eu-west-1a', weight: 3, cost: 0.5 };

async function setUp() {
  const scene = await registryScene(consulRegistry({ url: 'http://registry.test' }), []);
  const registrations = TestBed.inject(Registrations);
  const lease = registrations.announce('presence', me, { ttl: 30_000 });
  const paths = () => scene.script.asked.map(({ url }) => url.pathname);
  return { ...scene, registrations, lease, paths };
}

describe('Registrations', () => {
  it('announce with a time to live, and pass the check', async () => {
    const { script, lease } = await setUp();
    expect(lease.state()).toBe('announcing');
    const { url, request } = script.asked[0] ?? {};
    expect(`${request?.method ?? ''} ${url?.pathname ?? ''}`).toBe(
      'PUT /v1/agent/service/register',
    );
    expect(JSON.parse(request?.body ?? '')).toEqual({
      ID: 'me',
      Name: 'presence',
      Address: 'relay.test',
      Port: 8443,
      Meta: { scheme: 'https', zone: 'eu-west-1a', cost: '0.5' },
      Weights: { Passing: 3, Warning: 1 },
      Check: {
        CheckID: 'service:me',
        TTL: '30000ms',
        DeregisterCriticalServiceAfter: '300000ms',
      },
    });
    await script.answer('');
    expect(script.last?.pathname).toBe('/v1/agent/check/pass/service%3Ame');
    await script.answer('');
    expect(lease.state()).toBe('held');
  });

  it('renew three times within the time to live', async () => {
    const { script, clock, lease, paths } = await setUp();
    await script.answer('');
    await script.answer('');
    clock.advance(11_000);
    expect(paths().slice(2)).toEqual(['/v1/agent/check/pass/service%3Ame']);
    await script.answer('');
    expect(lease.state()).toBe('held');
    clock.advance(11_000);
    expect(paths().length).toBe(4);
  });

  it('announce again what the registry has forgotten', async () => {
    const { script, clock, lease, paths } = await setUp();
    await script.answer('');
    await script.answer('');
    clock.advance(11_000);
    await script.answer('', {}, 404);
    expect(paths().at(-1)).toBe('/v1/agent/service/register');
    await script.answer('');
    await script.answer('');
    expect(lease.state()).toBe('held');
    expect(lease.problem()).toBeUndefined();
  });

  it('are lost when they cannot be renewed in time, and come back', async () => {
    const { script, clock, lease, paths } = await setUp();
    await script.answer('');
    await script.answer('');
    for (let at = 0; at < 30_000; at += 2_500) {
      clock.advance(2_500);
      while (script.pending.length > 0) await script.fail();
    }
    clock.advance(10_000);
    while (script.pending.length > 0) await script.fail();
    expect(lease.state()).toBe('lost');
    expect(lease.problem()).toBe('cannot be reached');
    clock.advance(10_000);
    expect(paths().at(-1)).toBe('/v1/agent/service/register');
    await script.answer('');
    await script.answer('');
    expect(lease.state()).toBe('held');
  });

  it('are refused by a registry that says no, and asked for again in half a minute', async () => {
    const { script, clock, lease, paths } = await setUp();
    await script.answer('', {}, 403);
    expect(lease.state()).toBe('refused');
    expect(lease.problem()).toBe('is refused with 403');
    clock.advance(26_000);
    expect(paths().length).toBe(1);
    clock.advance(8_000);
    expect(paths().length).toBe(2);
    await script.answer('');
    await script.answer('');
    expect(lease.state()).toBe('held');
    expect(lease.problem()).toBeUndefined();
  });

  for (const status of [408, 425, 429, 500, 503]) {
    it(`are not refused by ${status}: it passes, and is tried again soon`, async () => {
      const { script, clock, lease, paths } = await setUp();
      await script.answer('', {}, status);
      expect(lease.state()).toBe('announcing');
      expect(lease.problem()).toBe(`answers ${status} to an announcement`);
      clock.advance(2_600);
      expect(paths().length).toBe(2);
    });
  }

  it('are withdrawn once, and renewed no more', async () => {
    const { script, clock, lease, registrations, paths } = await setUp();
    await script.answer('');
    await script.answer('');
    expect(registrations.leases().length).toBe(1);
    const done = lease.withdraw();
    expect(script.asked.at(-1)?.request.keepalive).toBeTrue();
    expect(paths().at(-1)).toBe('/v1/agent/service/deregister/me');
    await script.answer('');
    await done;
    await lease.withdraw();
    expect(lease.state()).toBe('withdrawn');
    expect(registrations.leases()).toEqual([]);
    clock.advance(100_000);
    expect(paths().filter((path) => path.includes('deregister')).length).toBe(1);
    expect(script.pending).toEqual([]);
  });

  it('are withdrawn with the app', async () => {
    const { script, paths } = await setUp();
    await script.answer('');
    await script.answer('');
    TestBed.resetTestingModule();
    await settle();
    expect(paths().at(-1)).toContain('deregister');
  });

  it('need a registry that takes them', async () => {
    await registryScene(jsonRegistry({ url: 'http://r.test/{service}' }), []);
    expect(() => TestBed.inject(Registrations).announce('presence', me)).toThrowError(
      ConfigurationError,
    );
  });

  it('refuse what nobody could call, and a time to live out of range', async () => {
    const { registrations } = await setUp();
    const wrong = { id: 'x', url: 'ws://x.test' };
    expect(() => registrations.announce('presence', wrong)).toThrowError(ConfigurationError);
    expect(() => registrations.announce('presence', me, { ttl: 10 })).toThrowError(
      ConfigurationError,
    );
  });
});
