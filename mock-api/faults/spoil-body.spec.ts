import { json, RunningApi, send, timed } from '../testing/running-api.ts';

describe('Spoilt bodies', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  const product = (): Promise<Response> => fetch(api.at('catalog-1', '/products/1'));

  it('slowBody trickles at the rate it is told, and arrives whole', async () => {
    const whole = await (await product()).text();
    await api.fault('catalog/catalog-1', { type: 'slowBody', bytesPerSecond: 1_000 });
    let body = '';
    const ms = await timed(async () => {
      body = await (await product()).text();
    });
    expect(body).toBe(whole);
    expect(ms).toBeGreaterThan((whole.length / 1_000) * 1_000 * 0.8);
  });

  it('truncatedBody promises more than it sends, and cuts', async () => {
    await api.fault('catalog/catalog-1', { type: 'truncatedBody', bytes: 20 });
    const answer = await product();
    expect(answer.status).toBe(200);
    expect(Number(answer.headers.get('Content-Length'))).toBeGreaterThan(20);
    const body = answer.body as ReadableStream<Uint8Array> | null;
    const reader = body?.getReader();
    expect((await reader?.read())?.value?.length).toBe(20);
    const rest: Promise<unknown> = reader?.read() ?? Promise.resolve();
    await expectAsync(rest).toBeRejected();
  });

  it('truncatedBody loses the answer, not the effect', async () => {
    await api.fault('notifications/notifications-1', { type: 'truncatedBody' });
    const url = (instance: string): string => api.at(instance, '/notifications');
    const body = { customerId: 1, subject: 'Truncated', body: 'Effect without answer' };
    const answer = await send('POST', url('notifications-1'), body);
    await expectAsync(answer.text()).toBeRejected();
    const rows = await json<unknown[]>(fetch(`${url('notifications-2')}?subject=Truncated`));
    expect(rows.length).toBe(1);
  });

  it('malformedJson does not parse, although it arrives whole', async () => {
    await api.fault('catalog/catalog-1', { type: 'malformedJson' });
    const answer = await product();
    expect(answer.status).toBe(200);
    const body = await answer.text();
    expect(Buffer.byteLength(body)).toBe(Number(answer.headers.get('Content-Length')));
    expect(() => JSON.parse(body) as unknown).toThrowError(SyntaxError);
  });

  it('what is broken reaches a caller that has a copy, and no cache keeps it', async () => {
    const etag = (await product()).headers.get('ETag') ?? '';
    expect(etag).not.toBe('');
    await api.fault('catalog/catalog-1', { type: 'malformedJson' });
    const answer = await fetch(api.at('catalog-1', '/products/1'), {
      headers: { 'If-None-Match': etag },
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('ETag')).toBeNull();
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
  });

  it('several spoil one body together', async () => {
    await api.fault('catalog/catalog-1', [
      { type: 'slowBody', bytesPerSecond: 1_000 },
      { type: 'malformedJson' },
    ]);
    let body = '';
    const ms = await timed(async () => {
      body = await (await product()).text();
    });
    expect(() => JSON.parse(body) as unknown).toThrowError(SyntaxError);
    expect(ms).toBeGreaterThan(120);
  });
});
