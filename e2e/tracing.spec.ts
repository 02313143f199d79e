import { throughProtobuf } from '../mock-api/otlp/protobuf-oracle.ts';
import type { OtlpTraces } from '../mock-api/otlp/otlp-span.ts';
import type { CollectedSpan } from '../mock-api/otlp/serve-collector.ts';
import { expect, sail, test } from './harbour.ts';

test.use({ berth: { build: 'sample', port: 17_400 } });

interface Collected {
  readonly spans: readonly CollectedSpan[];
  readonly bodies: readonly OtlpTraces[];
  readonly problems: readonly string[];
}

async function collected(api: string): Promise<Collected> {
  return (await (await fetch(`${api}/__spans`)).json()) as Collected;
}

function attribute(span: CollectedSpan, key: string): string | undefined {
  const value = span.attributes?.find((each) => each.key === key)?.value;
  return value?.stringValue ?? value?.intValue;
}

test('traces reach a collector that refuses what is not exactly right', async ({
  page,
  harbour: { backends },
}) => {
  const api = backends.url;

  await test.step('calls and attempts arrive, as the protocol wants them', async () => {
    await page.goto('/');
    await expect(page.locator('app-product-card')).toHaveCount(40);
    await expect
      .poll(async () => (await collected(api)).spans.length, { timeout: 30_000 })
      .toBeGreaterThan(5);
    const { spans, bodies, problems } = await collected(api);
    expect(problems).toEqual([]);
    for (const body of bodies) expect(() => throughProtobuf(body)).not.toThrow();
    expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(['harbour']));
    const attempt = spans.find(({ kind }) => kind === 3);
    const call = spans.find(({ spanId }) => spanId === attempt?.parentSpanId);
    expect(attempt && attribute(attempt, 'http.response.status_code')).toBe('200');
    expect(call?.traceId).toBe(attempt?.traceId);
    expect(JSON.stringify(spans)).not.toMatch(/"url\.full".{0,40}\?/);
  });

  await test.step('the backend saw the very same trace and span', async () => {
    const { spans } = await collected(api);
    const attempt = spans.find(({ kind }) => kind === 3);
    const entries: unknown = await (await fetch(`${api}/__log?traceId=${attempt?.traceId}`)).json();
    expect(JSON.stringify(entries)).toContain(`${attempt?.traceId}-${attempt?.spanId}`);
  });

  await test.step('the collector is throttled: it is asked again, and nothing is lost', async () => {
    await fetch(`${api}/__spans`, { method: 'DELETE' });
    await backends.break('collector', { type: 'rateLimit', rate: 0, retryAfter: 1 });
    await sail(page, 'Media');
    await expect
      .poll(async () => (await backends.log('collector')).map(({ status }) => status), {
        timeout: 30_000,
      })
      .toContain(429);
    expect((await collected(api)).spans).toEqual([]);
    await backends.mend();
    await expect
      .poll(async () => (await collected(api)).spans.length, { timeout: 30_000 })
      .toBeGreaterThan(0);
  });

  await test.step('what was not sent yet leaves with the page', async () => {
    await sail(page, 'Bank');
    await fetch(`${api}/__spans`, { method: 'DELETE' });
    await page.goto('about:blank');
    await expect
      .poll(async () => (await collected(api)).spans.length, { timeout: 15_000 })
      .toBeGreaterThan(0);
    expect((await collected(api)).problems).toEqual([]);
  });
});
