import { json, RunningApi, send } from '../testing/running-api.ts';
import type { CollectedSpan } from './serve-collector.ts';

interface Collected {
  readonly spans: readonly CollectedSpan[];
  readonly problems: readonly string[];
}

function bodyOf(spanId: string): object {
  return {
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop-web' } }] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: '5b8efff798038103d269b633813fc60c',
                spanId,
                name: 'GET',
                kind: 3,
                startTimeUnixNano: '1',
                endTimeUnixNano: '2',
              },
            ],
          },
        ],
      },
    ],
  };
}

describe('The collector', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(async () => {
    await api.mend();
    await fetch(api.control('/__spans'), { method: 'DELETE' });
  });

  const postTo = (what: string, body: unknown, type = 'application/json'): Promise<Response> =>
    send('POST', api.control(`/otlp/v1/${what}`), body, { 'Content-Type': type });
  const post = (body: unknown, type?: string): Promise<Response> => postTo('traces', body, type);
  const collected = (query = ''): Promise<Collected> =>
    json<Collected>(fetch(api.control(`/__spans${query}`)));

  it('takes what is right and shows it', async () => {
    const answer = await post(bodyOf('eee19b7ec3c1b174'));
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({});
    const { spans } = await collected('?traceId=5b8efff798038103d269b633813fc60c');
    expect(spans.map(({ service, spanId }) => [service, spanId])).toEqual([
      ['shop-web', 'eee19b7ec3c1b174'],
    ]);
    expect((await collected('?traceId=another')).spans).toEqual([]);
  });

  it('refuses what is not, says why, and keeps nothing of it', async () => {
    const answer = await post(bodyOf('too short'));
    expect(answer.status).toBe(400);
    const { code, message } = await json<{ code: number; message: string }>(answer);
    expect(code).toBe(3);
    expect(message).toContain('spanId must be 8 bytes in hex');
    const { spans, problems } = await collected();
    expect(spans).toEqual([]);
    expect(problems.length).toBe(1);
  });

  it('takes metrics as well, as strictly', async () => {
    const metric = (asInt: unknown): object => ({
      resourceMetrics: [
        {
          resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop-web' } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name: 'calls',
                  sum: {
                    dataPoints: [{ timeUnixNano: '2', asInt }],
                    ...{ aggregationTemporality: 1, isMonotonic: true },
                  },
                },
              ],
            },
          ],
        },
      ],
    });
    expect((await postTo('metrics', metric('3'))).status).toBe(200);
    expect((await postTo('metrics', metric(3))).status).toBe(400);
    const { metrics } = await json<{ metrics: readonly unknown[] }>(
      fetch(api.control('/__metrics')),
    );
    expect(metrics.length).toBe(1);
  });

  it('refuses another type of content', async () => {
    expect((await post(bodyOf('eee19b7ec3c1b174'), 'application/x-protobuf')).status).toBe(415);
  });

  it('can be throttled, and its registry is not', async () => {
    await api.fault('collector', { type: 'rateLimit', rate: 0, retryAfter: 7 });
    const answer = await post(bodyOf('eee19b7ec3c1b174'));
    expect(answer.status).toBe(429);
    expect(answer.headers.get('Retry-After')).toBe('7');
    expect((await fetch(api.control('/v1/health/service/catalog'))).status).toBe(200);
  });
});
