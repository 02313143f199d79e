import { createServer } from 'node:http';
import { PortTakenError } from './http/listener.ts';
import { startMockApi } from './mock-api.ts';
import { RunningApi, json, pause, send, timed } from './testing/running-api.ts';

/** Far from 4100 and below the range from which systems draw ports at random. */
const basePort = 24_100;

describe('startMockApi', () => {
  it('takes the base port and the 35 after it, in the documented order', async () => {
    const api = await startMockApi({ port: basePort, quiet: true });
    expect(api.url).toBe(`http://localhost:${basePort}`);
    const ports = api.services.flatMap(({ instances }) => instances.map(({ port }) => port));
    expect(ports).toEqual(Array.from({ length: 35 }, (_, index) => basePort + 1 + index));
    expect(api.services[0]?.instances[0]).toEqual({
      id: 'catalog-1',
      url: `http://localhost:${basePort + 1}`,
      port: basePort + 1,
      zone: 'eu-west-1a',
      version: 'v1',
      cost: 0.4,
      weight: 100,
      up: true,
    });
    await api.stop();
  });

  it('runs several times in one process, each with data and faults of its own', async () => {
    const [one, other] = await Promise.all([RunningApi.start(), RunningApi.start()]);
    await one.fault('catalog', { type: 'errors' });
    await send('PATCH', other.at('catalog-2', '/products/1'), { name: 'Changed' });
    expect((await fetch(one.at('catalog-1', '/products/1'))).status).toBe(500);
    expect((await fetch(other.at('catalog-1', '/products/1'))).status).toBe(200);
    await one.mend();
    const { name } = await json<{ name: string }>(fetch(one.at('catalog-1', '/products/1')));
    expect(name).not.toBe('Changed');
    await Promise.all([one.stop(), other.stop()]);
  });

  it('names the taken port and leaves nothing open', async () => {
    const port = basePort + 100;
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port + 20, '127.0.0.1', resolve));
    const start = startMockApi({ port, quiet: true });
    await expectAsync(start).toBeRejectedWithError(PortTakenError, /24220/);
    await expectAsync(fetch(`http://localhost:${port + 1}/health`)).toBeRejected();
    await new Promise((resolve) => squatter.close(resolve));

    const api = await startMockApi({ port, quiet: true });
    await api.stop();
  });

  it('tells on the control listener what there is, and what of it is up', async () => {
    const api = await RunningApi.start();
    await api.fault('fraud/fraud-2', { type: 'down' });
    const services = await json<{ name: string; instances: { id: string; up: boolean }[] }[]>(
      fetch(api.control('/__services')),
    );
    expect(services.length).toBe(16);
    const down = services
      .flatMap(({ instances }) => instances)
      .filter(({ up }) => !up)
      .map(({ id }) => id);
    expect(down).toEqual(['fraud-2']);
    await api.stop();
  });

  it('stops at once, whatever is under way', async () => {
    const api = await RunningApi.start();
    await api.fault('catalog/catalog-1', { type: 'hang' });
    await api.fault('catalog/catalog-2', { type: 'latency', latency: 60_000 });
    await api.fault('catalog/catalog-3', { type: 'slowBody', bytesPerSecond: 1 });
    await api.fault('orders/orders-1', { type: 'flapping', upMs: 100, downMs: 100 });
    await api.fault('orders/orders-2', { type: 'down', ttlMs: 200 });
    const answer = await fetch(api.control('/v1/health/service/media'));
    const index = answer.headers.get('X-Consul-Index') ?? '';
    const underWay: Promise<unknown>[] = [
      fetch(api.at('catalog-1', '/products')),
      fetch(api.at('catalog-2', '/products')),
      fetch(api.at('catalog-3', '/products')).then((slow) => slow.text()),
    ].map(async (request: Promise<unknown>) => {
      await expectAsync(request).toBeRejected();
    });
    underWay.push(
      fetch(api.control(`/v1/health/service/media?index=${index}&wait=5m`)).catch(() => undefined),
    );
    await pause(50);
    expect(await timed(() => api.stop())).toBeLessThan(1_000);
    await Promise.all(underWay);
    // A listener that flapped or waited for its time to live does not come back.
    await pause(250);
    expect(api.api.services.flatMap(({ instances }) => instances).some(({ up }) => up)).toBeFalse();
  });

  it('survives callers that leave in the middle of everything', async () => {
    const api = await RunningApi.start();
    await api.fault('catalog', [
      { type: 'latency', latency: 20, jitter: 20 },
      { type: 'slowBody', bytesPerSecond: 20_000 },
    ]);
    await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        fetch(api.at('catalog-1', '/products'), { signal: AbortSignal.timeout(index * 5) }).then(
          (answer) => answer.text(),
        ),
      ),
    );
    await api.mend();
    expect((await fetch(api.at('catalog-1', '/products/1'))).status).toBe(200);
    await api.stop();
  });
});
