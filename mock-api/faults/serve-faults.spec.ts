import { json, RunningApi, send } from '../testing/running-api.ts';

interface ActiveFault {
  readonly service: string;
  readonly instance: string;
  readonly type: string;
  readonly remainingMs?: number;
}

describe('Setting faults', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  const product = (): Promise<Response> => fetch(api.at('catalog-1', '/products/1'));

  it('lists what is active, with the time left', async () => {
    await api.fault('catalog/catalog-2', { type: 'latency', latency: 5, ttlMs: 60_000 });
    const active = await json<ActiveFault[]>(fetch(api.control('/__faults')));
    expect(active.length).toBe(1);
    expect(active[0]).toEqual(
      jasmine.objectContaining({ service: 'catalog', instance: 'catalog-2', type: 'latency' }),
    );
    expect(active[0]?.remainingMs).toBeGreaterThan(50_000);
    expect(active[0]?.remainingMs).toBeLessThanOrEqual(60_000);
  });

  it('PUT replaces the faults of a target, POST adds to them', async () => {
    const types = async (): Promise<string[]> =>
      (await json<ActiveFault[]>(fetch(api.control('/__faults/orders/orders-1')))).map(
        ({ type }) => type,
      );
    await api.fault('orders/orders-1', { type: 'hang' });
    await send('POST', api.control('/__faults/orders/orders-1'), { type: 'malformedJson' });
    expect(await types()).toEqual(['hang', 'malformedJson']);
    await api.fault('orders/orders-1', { type: 'errors' });
    expect(await types()).toEqual(['errors']);
  });

  it('sets, shows and clears the faults of an instance on its own listener', async () => {
    const own = api.at('catalog-1', '/__faults');
    await send('PUT', own, [{ type: 'hang' }, { type: 'errors' }]);
    const active = await json<ActiveFault[]>(fetch(own));
    expect(active.map(({ instance, type }) => [instance, type])).toEqual([
      ['catalog-1', 'hang'],
      ['catalog-1', 'errors'],
    ]);
    await fetch(own, { method: 'DELETE' });
    expect((await product()).status).toBe(200);
  });

  it('refuses a wrong field and changes nothing, on none of the instances', async () => {
    await api.fault('catalog', { type: 'latency', latency: 1 });
    const answer = await api.fault('catalog', [{ type: 'hang' }, { type: 'errors', rate: 2 }]);
    expect(answer.status).toBe(400);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(await json(answer)).toEqual(
      jasmine.objectContaining({
        type: 'urn:mock-api:invalid-field',
        field: 'rate',
        value: 2,
        allowed: 'a number from 0 to 1',
      }),
    );
    const active = await json<ActiveFault[]>(fetch(api.control('/__faults')));
    expect(active.map(({ type }) => type)).toEqual(['latency', 'latency', 'latency']);
  });

  it('says which names there are when one is unknown', async () => {
    const service = await api.fault('catalogue', { type: 'hang' });
    expect(service.status).toBe(404);
    expect((await json<{ allowed: string[] }>(service)).allowed).toContain('catalog');
    const instance = await api.fault('catalog/catalog-9', { type: 'hang' });
    expect((await json<{ allowed: string[] }>(instance)).allowed).toEqual([
      'catalog-1',
      'catalog-2',
      'catalog-3',
    ]);
  });

  it('wants a name: a fault for everything at once is refused', async () => {
    expect((await send('PUT', api.control('/__faults'), { type: 'hang' })).status).toBe(400);
  });

  it('answers a body that is no JSON with a problem, not with a stack', async () => {
    const answer = await fetch(api.control('/__faults/catalog'), {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"type":',
    });
    expect(answer.status).toBe(400);
    const body = await answer.text();
    expect(body).toContain('urn:mock-api:bad-request');
    expect(body).not.toContain('node_modules');
  });
});
