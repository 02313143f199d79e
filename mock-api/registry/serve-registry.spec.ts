import { RunningApi, json, pause, send, timed } from '../testing/running-api.ts';

interface Entry {
  readonly Node: { readonly Node: string; readonly Datacenter: string; readonly Meta: unknown };
  readonly Service: { readonly ID: string; readonly Address: string; readonly Port: number };
  readonly Checks: readonly { readonly Status: string; readonly Output: string }[];
}

const indexOf = (answer: Response): number => Number(answer.headers.get('X-Consul-Index'));

describe('Registry over HTTP', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  const health = (service: string, query = ''): Promise<Response> =>
    fetch(api.control(`/v1/health/service/${service}${query}`));
  const passing = async (service: string): Promise<string[]> =>
    (await json<Entry[]>(health(service, '?passing'))).map(({ Service }) => Service.ID);
  const register = (body: unknown): Promise<Response> =>
    send('PUT', api.control('/v1/agent/service/register'), body);
  const deregister = (id: string): Promise<Response> =>
    fetch(api.control(`/v1/agent/service/deregister/${id}`), { method: 'PUT' });

  it('lists instances in the shape of Consul', async () => {
    const entries = await json<Entry[]>(health('pricing'));
    const canary = entries[2];
    const url = new URL(api.at('pricing-3', '/'));
    expect(canary).toEqual({
      Node: {
        Node: 'us-east-1a-pricing-3',
        Address: 'localhost',
        Datacenter: 'us-east-1',
        Meta: { zone: 'us-east-1a' },
      },
      Service: {
        ID: 'pricing-3',
        Service: 'pricing',
        Address: 'localhost',
        Port: Number(url.port),
        Tags: ['shop', 'v2'],
        Meta: { zone: 'us-east-1a', version: 'v2', cost: '0.3' },
        Weights: { Passing: 10, Warning: 1 },
      },
      Checks: [
        {
          Node: 'us-east-1a-pricing-3',
          CheckID: 'service:pricing-3',
          Name: "Service 'pricing' check",
          Status: 'passing',
          Output: `HTTP GET ${url.origin}/health: 200 OK`,
          ServiceID: 'pricing-3',
          ServiceName: 'pricing',
        },
      ],
    } as unknown as Entry);
  });

  it('lists the services with their tags', async () => {
    const answer = await fetch(api.control('/v1/catalog/services'));
    const services = await json<Record<string, string[]>>(answer);
    expect(Object.keys(services).length).toBe(16);
    expect(services['pricing']).toEqual(['shop', 'v1', 'v2']);
    expect(indexOf(answer)).toBeGreaterThanOrEqual(1);
  });

  it('follows what is really up', async () => {
    expect(await passing('catalog')).toEqual(['catalog-1', 'catalog-2', 'catalog-3']);
    await api.fault('catalog/catalog-1', { type: 'down' });
    expect(await passing('catalog')).toEqual(['catalog-2', 'catalog-3']);
    const check = (await json<Entry[]>(health('catalog')))[0]?.Checks[0];
    expect(check?.Status).toBe('critical');
    expect(check?.Output).toContain('connection refused');
    await api.mend();
    expect((await passing('catalog')).sort()).toEqual(['catalog-1', 'catalog-2', 'catalog-3']);
  });

  it('keeps an instance that fails without being down: finding that out is for the caller', async () => {
    await api.fault('catalog/catalog-1', { type: 'errors' });
    expect(await passing('catalog')).toContain('catalog-1');
  });

  it('answers an empty list for a service nobody offers', async () => {
    const answer = await health('teleport');
    expect(await json<Entry[]>(answer)).toEqual([]);
    expect(indexOf(answer)).toBe(1);
  });

  describe('blocking queries', () => {
    it('hold until the service moves, and no longer', async () => {
      const index = indexOf(await health('orders'));
      const began = performance.now();
      const waiting = health('orders', `?passing&index=${index}&wait=20s`);
      await pause(80);
      await api.fault('orders/orders-2', { type: 'down' });
      const answer = await waiting;
      expect(performance.now() - began).toBeGreaterThan(79);
      expect(performance.now() - began).toBeLessThan(4_000);
      expect(indexOf(answer)).toBeGreaterThan(index);
      expect((await json<Entry[]>(answer)).map(({ Service }) => Service.ID)).toEqual(['orders-1']);
    });

    it('sleep through moves of other services', async () => {
      const index = indexOf(await health('orders'));
      const waiting = health('orders', `?index=${index}&wait=200ms`);
      await api.fault('catalog/catalog-2', { type: 'down' });
      const answer = await waiting;
      expect(indexOf(answer)).toBe(index);
    });

    it('end when the wait is over, up to a sixteenth late, with the index they came with', async () => {
      const index = indexOf(await health('orders'));
      let answer: Response | undefined;
      const ms = await timed(async () => {
        answer = await health('orders', `?index=${index}&wait=160ms`);
      });
      expect(ms).toBeGreaterThan(158);
      expect(answer && indexOf(answer)).toBe(index);
    });

    it('are answered at once to a client that knows an older index', async () => {
      await register({ Name: 'rota', ID: 'rota-1', Port: 80 });
      const index = indexOf(await health('rota'));
      await deregister('rota-1');
      const ms = await timed(() => health('rota', `?index=${index}&wait=20s`));
      expect(ms).toBeLessThan(4_000);
    });

    it('are answered at once to a client that has outlived a restart, so that it sees the index go back', async () => {
      const ms = await timed(() => health('orders', '?index=999999999&wait=20s'));
      expect(ms).toBeLessThan(4_000);
    });

    it('wait for a service that nobody offers yet', async () => {
      const waiting = health('newcomer', '?index=1&wait=20s');
      await pause(40);
      await register({ Name: 'newcomer', Port: 9000 });
      expect((await json<Entry[]>(waiting)).length).toBe(1);
      await deregister('newcomer');
    });

    it('watch all services at once by their checks', async () => {
      const state = (query: string): Promise<Response> =>
        fetch(api.control(`/v1/health/state/any${query}`));
      const index = indexOf(await state(''));
      const waiting = state(`?index=${index}&wait=20s`);
      await api.fault('fraud/fraud-1', { type: 'down' });
      const checks = await json<{ ServiceID: string; Status: string }[]>(waiting);
      expect(checks.find(({ ServiceID }) => ServiceID === 'fraud-1')?.Status).toBe('critical');
    });

    it('refuse an index or a wait that is none', async () => {
      expect((await health('orders', '?index=soon')).status).toBe(400);
      const answer = await health('orders', '?index=1&wait=10');
      expect(answer.status).toBe(400);
      expect((await json<{ field: string }>(answer)).field).toBe('wait');
    });
  });

  describe('faults', () => {
    it('break the registry, never the control beside it', async () => {
      await api.fault('registry', { type: 'errors', status: 500 });
      expect((await health('orders')).status).toBe(500);
      expect((await fetch(api.control('/__services'))).status).toBe(200);
      await api.fault('registry', { type: 'malformedJson' });
      await expectAsync((await health('orders')).json()).toBeRejected();
    });

    it('hang', async () => {
      await api.fault('registry', { type: 'hang' });
      await expectAsync(
        fetch(api.control('/v1/health/service/orders'), { signal: AbortSignal.timeout(60) }),
      ).toBeRejected();
    });

    it('delay', async () => {
      await api.fault('registry', { type: 'latency', latency: 80 });
      expect(await timed(() => health('orders'))).toBeGreaterThan(78);
    });

    it('empty every list, and those who wait see it at once', async () => {
      const index = indexOf(await health('orders'));
      const waiting = health('orders', `?index=${index}&wait=20s`);
      await pause(30);
      await api.fault('registry', { type: 'empty' });
      const answer = await waiting;
      expect(indexOf(answer)).toBeGreaterThan(index);
      expect(await json<Entry[]>(health('orders'))).toEqual([]);
      expect(await json<Entry[]>(answer)).toEqual([]);
    });

    it('do not close its listener', async () => {
      expect((await api.fault('registry', { type: 'down' })).status).toBe(400);
    });
  });
});
