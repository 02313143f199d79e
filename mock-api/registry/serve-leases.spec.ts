import { RunningApi, json, send } from '../testing/running-api.ts';

interface Entry {
  readonly Node: { readonly Meta: unknown };
  readonly Service: { readonly ID: string };
  readonly Checks: readonly { readonly Status: string; readonly Output: string }[];
}

const indexOf = (answer: Response): number => Number(answer.headers.get('X-Consul-Index'));

describe('Leases over HTTP', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());

  const health = (service: string, query = ''): Promise<Response> =>
    fetch(api.control(`/v1/health/service/${service}${query}`));
  const passing = async (service: string): Promise<string[]> =>
    (await json<Entry[]>(health(service, '?passing'))).map(({ Service }) => Service.ID);
  const register = (body: unknown): Promise<Response> =>
    send('PUT', api.control('/v1/agent/service/register'), body);
  const deregister = (id: string): Promise<Response> =>
    fetch(api.control(`/v1/agent/service/deregister/${id}`), { method: 'PUT' });

  describe('registering', () => {
    it('lists a foreign instance and forgets it again', async () => {
      const foreign = {
        ID: 'orders-blue',
        Name: 'orders',
        Address: '10.0.0.7',
        Port: 8080,
        Tags: ['shop', 'v3'],
        Meta: { zone: 'eu-west-1c', version: 'v3' },
        Weights: { Passing: 5 },
      };
      expect((await register(foreign)).status).toBe(200);
      const entry = (await json<Entry[]>(health('orders', '?passing'))).at(-1);
      expect(entry?.Service).toEqual(
        jasmine.objectContaining({
          ID: 'orders-blue',
          Address: '10.0.0.7',
          Port: 8080,
          Weights: { Passing: 5, Warning: 1 },
        }),
      );
      expect(entry?.Node.Meta).toEqual({ zone: 'eu-west-1c' });
      expect((await deregister('orders-blue')).status).toBe(200);
      expect(await passing('orders')).not.toContain('orders-blue');
    });

    it('moves no index when nothing is new', async () => {
      const body = { Name: 'steady', Port: 9001 };
      await register(body);
      const index = indexOf(await health('steady'));
      await register(body);
      expect(indexOf(await health('steady'))).toBe(index);
      await deregister('steady');
    });

    it('is open to pages: a preflight for PUT passes', async () => {
      const answer = await fetch(api.control('/v1/agent/service/register'), {
        method: 'OPTIONS',
        headers: { Origin: 'http://localhost:4200', 'Access-Control-Request-Method': 'PUT' },
      });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('Access-Control-Allow-Methods')).toContain('PUT');
    });

    for (const { body, field } of [
      { body: { Port: 80 }, field: 'Name' },
      { body: { Name: 'x', Port: 0 }, field: 'Port' },
      { body: { Name: 'x', Port: 80, Tags: 'v1' }, field: 'Tags' },
      { body: { Name: 'x', Port: 80, Meta: { cost: 3 } }, field: 'Meta' },
      { body: { Name: 'x', Port: 80, Weights: { Passing: -1 } }, field: 'Passing' },
      { body: { Name: 'x', Port: 80, Check: {} }, field: 'TTL' },
      { body: { Name: 'x', Port: 80, Check: { TTL: '10' } }, field: 'TTL' },
      { body: { Name: 'x', Port: 80, Check: { TTL: '9s', Status: 'fine' } }, field: 'Status' },
    ]) {
      it(`refuses a wrong ${field}: ${JSON.stringify(body)}`, async () => {
        const answer = await register(body);
        expect(answer.status).toBe(400);
        expect((await json<{ field: string }>(answer)).field).toBe(field);
      });
    }

    it('says when there is nothing to deregister', async () => {
      expect((await deregister('nobody')).status).toBe(404);
    });
  });

  describe('checking in', () => {
    const check = (action: string, id: string): Promise<Response> =>
      fetch(api.control(`/v1/agent/check/${action}/service:${id}?note=said+so`), { method: 'PUT' });
    const leased = (id: string, ttl: string): Promise<Response> =>
      register({
        ID: id,
        Name: 'presence',
        Port: 80,
        Check: { TTL: ttl, DeregisterCriticalServiceAfter: '200ms' },
      });

    it('lists an instance once it has said that it is well, and says what it has said', async () => {
      await leased('anna', '10s');
      expect(await passing('presence')).toEqual([]);
      expect((await check('pass', 'anna')).status).toBe(200);
      expect(await passing('presence')).toEqual(['anna']);
      await check('warn', 'anna');
      const entry = (await json<Entry[]>(health('presence')))[0];
      expect(entry?.Checks[0]).toEqual(
        jasmine.objectContaining({ Status: 'warning', Output: 'said so' }),
      );
      await deregister('anna');
      expect((await check('pass', 'anna')).status).toBe(404);
    });

    it('is watched: whoever stops leaves the passing ones, then the registry', async () => {
      await leased('ben', '150ms');
      await check('pass', 'ben');
      const index = indexOf(await health('presence'));
      const expired = await health('presence', `?index=${index}&wait=20s`);
      expect((await json<Entry[]>(expired))[0]?.Checks[0]?.Output).toBe('TTL expired');
      const removed = await health('presence', `?index=${indexOf(expired)}&wait=20s`);
      expect(await json<Entry[]>(removed)).toEqual([]);
    });

    it('is not asked of those who have registered without it', async () => {
      await register({ ID: 'carl', Name: 'presence', Port: 80 });
      expect(await passing('presence')).toEqual(['carl']);
      expect((await check('pass', 'carl')).status).toBe(404);
      await deregister('carl');
    });
  });
});
