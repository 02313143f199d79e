import { RunningApi, json, send } from '../testing/running-api.ts';

interface Listing {
  readonly service: string;
  readonly instances: readonly { readonly id: string; readonly conditions: unknown }[];
}

describe('Registry as plain JSON', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  const ask = (service: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(api.control(`/registry/${service}`), { headers });

  it('lists instances with all that is known of them', async () => {
    const { service, instances } = await json<Listing>(ask('pricing'));
    expect(service).toBe('pricing');
    expect(instances[2]).toEqual({
      id: 'pricing-3',
      url: new URL(api.at('pricing-3', '/')).origin,
      weight: 10,
      zone: 'us-east-1a',
      region: 'us-east-1',
      version: 'v2',
      cost: 0.3,
      metadata: { tags: 'shop,v2' },
      conditions: { ready: true, serving: true, terminating: false },
    } as unknown as Listing['instances'][number]);
  });

  it('says that nothing has changed to whoever knows it all, and only to him', async () => {
    const tag = (await ask('orders')).headers.get('ETag') ?? '';
    expect((await ask('orders', { 'If-None-Match': tag })).status).toBe(304);
    await api.fault('orders/orders-2', { type: 'down' });
    const answer = await ask('orders', { 'If-None-Match': tag });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ETag')).not.toBe(tag);
    const { instances } = await json<Listing>(answer);
    expect(instances.find(({ id }) => id === 'orders-2')?.conditions).toEqual({
      ready: false,
      serving: false,
      terminating: false,
    });
  });

  it('lists nothing of a service that nobody offers', async () => {
    expect((await json<Listing>(ask('teleport'))).instances).toEqual([]);
  });

  it('lists who came from outside, until he goes', async () => {
    await send('PUT', api.control('/v1/agent/service/register'), { Name: 'guest', Port: 9_000 });
    expect((await json<Listing>(ask('guest'))).instances.map(({ id }) => id)).toEqual(['guest']);
    await send('PUT', api.control('/v1/agent/service/deregister/guest'), {});
    expect((await json<Listing>(ask('guest'))).instances).toEqual([]);
  });

  it('suffers the faults of the registry', async () => {
    await api.fault('registry', { type: 'errors', status: 503 });
    expect((await ask('orders')).status).toBe(503);
    await api.fault('registry', { type: 'empty' });
    expect((await json<Listing>(ask('orders'))).instances).toEqual([]);
    await api.mend();
    expect((await json<Listing>(ask('orders'))).instances.length).toBe(2);
  });
});
