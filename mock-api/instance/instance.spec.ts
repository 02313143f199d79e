import { RunningApi, json, send, timed, until } from '../testing/running-api.ts';
import type { LogEntry } from '../trace-log.ts';

describe('Instance', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  it('says on every answer which instance gave it, where, in which version and how long it took', async () => {
    for (const path of ['/products/1', '/products/4711', '/health']) {
      const { headers } = await fetch(api.at('catalog-3', path));
      expect(headers.get('X-Instance')).withContext(path).toBe('catalog-3');
      expect(headers.get('X-Zone')).withContext(path).toBe('us-east-1a');
      expect(headers.get('X-Version')).withContext(path).toBe('v1');
      expect(headers.get('X-Request-ID'))
        .withContext(path)
        .toMatch(/^[0-9a-f-]{36}$/);
      expect(headers.get('Server-Timing'))
        .withContext(path)
        .toMatch(/^app;dur=\d+(\.\d)?$/);
    }
  });

  it('gives the request id back that it was given', async () => {
    const answer = await fetch(api.at('catalog-1', '/products/1'), {
      headers: { 'X-Request-ID': 'r-17' },
    });
    expect(answer.headers.get('X-Request-ID')).toBe('r-17');
  });

  it('answers 304 to a caller that has the newest copy', async () => {
    const url = api.at('catalog-1', '/products/1');
    const etag = (await fetch(url)).headers.get('ETag') ?? '';
    expect((await fetch(url, { headers: { 'If-None-Match': etag } })).status).toBe(304);
  });

  it('takes its profile of latency', async () => {
    const slow = await RunningApi.start({ latencyScale: 1 });
    const times = async (instance: string): Promise<number> =>
      timed(() => fetch(slow.at(instance, '/products/1')));
    const near = await times('catalog-1');
    const far = await times('catalog-3');
    await slow.stop();
    expect(near).toBeGreaterThan(17);
    expect(far).toBeGreaterThan(94);
  });

  it('takes effect although the caller has given up', async () => {
    await api.fault('notifications', { type: 'latency', latency: 100 });
    const url = api.at('notifications-1', '/notifications');
    const caller = new AbortController();
    const call = fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ customerId: 2, subject: 'Late', body: 'The caller has left' }),
      signal: caller.signal,
    });
    const logged = async (): Promise<LogEntry | undefined> =>
      (await api.log('?service=notifications')).find(({ method }) => method === 'POST');
    await until(async () => (await logged()) !== undefined);
    caller.abort();
    await expectAsync(call).toBeRejected();
    await until(async () => (await json<unknown[]>(fetch(`${url}?subject=Late`))).length === 1);
    expect((await logged())?.outcome).toBe('cut');
  });

  describe('across origins', () => {
    const preflight = (url: string): Promise<Response> =>
      fetch(url, {
        method: 'OPTIONS',
        headers: {
          Origin: 'http://localhost:4200',
          'Access-Control-Request-Method': 'PUT',
          'Access-Control-Request-Headers': 'traceparent',
        },
      });

    it('allows the headers of tracing, idempotency and health checks, and keeps preflights rare', async () => {
      const { status, headers } = await preflight(api.at('orders-1', '/orders'));
      expect(status).toBe(204);
      expect(headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:4200');
      const allowed = (headers.get('Access-Control-Allow-Headers') ?? '').toLowerCase().split(', ');
      const wanted = [
        ...['traceparent', 'tracestate', 'baggage', 'x-trace-id', 'x-span-id', 'x-parent-span-id'],
        ...['x-request-id', 'idempotency-key', 'x-health-check', 'content-type', 'authorization'],
        ...['if-none-match', 'cache-control'],
      ];
      expect(allowed).toEqual(jasmine.arrayContaining(wanted));
      expect(headers.get('Access-Control-Allow-Methods')).toContain('PUT');
      expect(Number(headers.get('Access-Control-Max-Age'))).toBeGreaterThanOrEqual(600);
    });

    it('lets pages read the headers that matter, even on lists, where json-server names its own', async () => {
      for (const path of ['/products', '/products?_page=1', '/nowhere']) {
        const { headers } = await fetch(api.at('catalog-1', path), {
          headers: { Origin: 'http://localhost:4200' },
        });
        const exposed = (headers.get('Access-Control-Expose-Headers') ?? '').split(', ');
        const wanted = [
          ...['Retry-After', 'Server-Timing', 'X-Request-ID', 'X-Instance', 'X-Zone', 'X-Version'],
          ...['ETag', 'Age', 'Date', 'Cache-Status', 'X-Total-Count', 'Link', 'X-Consul-Index'],
          ...['Location', 'Idempotent-Replayed'],
        ];
        expect(exposed).withContext(path).toEqual(jasmine.arrayContaining(wanted));
        expect(headers.get('Timing-Allow-Origin')).toBe('*');
      }
    });

    it('answers preflights whatever the faults, so that a browser sees the fault and not a CORS error', async () => {
      await api.fault('orders/orders-1', [{ type: 'hang' }, { type: 'errors' }]);
      expect((await preflight(api.at('orders-1', '/orders'))).status).toBe(204);
    });

    it('lets a page read a refusal', async () => {
      await api.fault('orders/orders-1', { type: 'errors', status: 503 });
      const answer = await fetch(api.at('orders-1', '/orders'), {
        headers: { Origin: 'http://localhost:4200' },
      });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('http://localhost:4200');
    });
  });

  describe('trace log', () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;

    beforeEach(async () => {
      await fetch(api.control('/__log'), { method: 'DELETE' });
    });

    it('follows a trace over several services, by either header', async () => {
      await fetch(api.at('catalog-2', '/products/1?a=b'), { headers: { traceparent } });
      await fetch(api.at('pricing-1', '/prices/1'), { headers: { 'X-Trace-ID': traceId } });
      await fetch(api.at('pricing-1', '/prices/2'));
      const entries = await api.log(`?traceId=${traceId}`);
      expect(
        entries.map(({ instance, method, path, status, outcome }) => [
          instance,
          method,
          path,
          status,
          outcome,
        ]),
      ).toEqual([
        ['catalog-2', 'GET', '/products/1?a=b', 200, 'answered'],
        ['pricing-1', 'GET', '/prices/1', 200, 'answered'],
      ]);
      expect(entries[0]?.headers).toEqual({ traceparent });
    });

    it('filters by service, and keeps the youngest under a limit', async () => {
      for (const id of [1, 2, 3]) await fetch(api.at('pricing-1', `/prices/${id}`));
      await fetch(api.at('catalog-1', '/products/1'));
      const entries = await api.log('?service=pricing&limit=2');
      expect(entries.map(({ path }) => path)).toEqual(['/prices/2', '/prices/3']);
      expect((await fetch(api.control('/__log?limit=0'))).status).toBe(400);
    });

    it('knows the faults that hit a request, and what was never answered', async () => {
      await api.fault('pricing/pricing-1', { type: 'hang' });
      const caller = new AbortController();
      const call = fetch(api.at('pricing-1', '/prices/1'), { signal: caller.signal });
      const entry = async (): Promise<LogEntry | undefined> =>
        (await api.log('?service=pricing'))[0];
      await until(async () => (await entry())?.outcome === 'pending');
      caller.abort();
      await expectAsync(call).toBeRejected();
      await until(async () => (await entry())?.outcome === 'cut');
      expect((await entry())?.faults).toEqual(['hang']);
      expect((await entry())?.status).toBe(0);
    });

    it('leaves out the control, which is no traffic', async () => {
      await fetch(api.at('catalog-1', '/__faults'));
      await send('PUT', api.control('/__faults/catalog'), []);
      expect(await api.log()).toEqual([]);
    });
  });
});
