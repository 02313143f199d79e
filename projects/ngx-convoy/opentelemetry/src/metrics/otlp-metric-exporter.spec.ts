import { TestBed } from '@angular/core/testing';
import { CLOCK, provideConvoy, RANDOM, Upstreams } from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import { OTLP_FETCH } from '../otlp-sender';
import { OtlpMetricExporter } from './otlp-metric-exporter';
import { withOtlpMetrics } from './with-otlp-metrics';

interface Point {
  readonly attributes: readonly {
    readonly key: string;
    readonly value: { readonly stringValue: string };
  }[];
  readonly startTimeUnixNano: string;
  readonly timeUnixNano: string;
  readonly asInt?: string;
  readonly count?: string;
  readonly bucketCounts?: readonly string[];
}

interface Body {
  readonly resourceMetrics: readonly [
    {
      readonly resource: unknown;
      readonly scopeMetrics: readonly [
        {
          readonly metrics: readonly ({ readonly name: string } & Readonly<
            Record<
              'sum' | 'histogram' | 'gauge',
              { readonly dataPoints: readonly Point[] } | undefined
            >
          >)[];
        },
      ];
    },
  ];
}

class Scene {
  readonly clock = new ManualClock(1_767_225_600_000);
  readonly sent: { readonly body: Body; readonly init: RequestInit }[] = [];
  status = 200;
  headers: Record<string, string> = {};

  constructor(services = 1) {
    TestBed.configureTestingModule({
      providers: [
        provideConvoy(
          {
            services: Array.from({ length: services }, (_, at) => ({
              ...{ name: `s${at}`, instances: ['http://a.test'] },
            })),
          },
          withOtlpMetrics({ url: '/v1/metrics', resource: { 'service.name': 'shop-web' } }),
        ),
        { provide: CLOCK, useValue: this.clock },
        { provide: RANDOM, useValue: () => 0.5 },
        {
          provide: OTLP_FETCH,
          useValue: (_: string, init: RequestInit) => {
            const body = JSON.parse(typeof init.body === 'string' ? init.body : '') as Body;
            this.sent.push({ body, init });
            const { status, headers } = this;
            if (status === 0) return Promise.reject(new TypeError('Failed to fetch'));
            return Promise.resolve(new Response('{}', { status, headers }));
          },
        },
      ],
    });
    TestBed.inject(OtlpMetricExporter);
  }

  call(times = 1, service = 's0', ms = 80): void {
    const upstream = TestBed.inject(Upstreams).get(service);
    for (let call = 0; call < times; call += 1) upstream?.count('success', ms, this.clock.now());
  }

  async pass(ms: number): Promise<void> {
    this.clock.advance(ms);
    for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setTimeout(resolve));
  }

  /** Points of a metric in the last request. */
  points(name: string): readonly Point[] {
    const metrics = this.sent.at(-1)?.body.resourceMetrics[0].scopeMetrics[0].metrics ?? [];
    const metric = metrics.find((each) => each.name === name);
    return (metric?.sum ?? metric?.histogram ?? metric?.gauge)?.dataPoints ?? [];
  }
}

describe('OtlpMetricExporter', () => {
  it('sends what has been added since the last time, and nothing while nothing happens', async () => {
    const scene = new Scene();
    await scene.pass(600_000);
    expect(scene.sent.length).toBe(0);

    scene.call(3);
    await scene.pass(60_000);
    expect(scene.points('convoy.service.calls').map(({ asInt }) => asInt)).toEqual(['3']);
    const [first] = scene.points('http.client.request.duration');
    expect(first?.count).toBe('3');
    expect(first?.bucketCounts?.[5]).toBe('3');
    expect(first?.startTimeUnixNano).toBe('1767225600000000000');

    scene.call(2);
    await scene.pass(60_000);
    expect(scene.points('convoy.service.calls').map(({ asInt }) => asInt)).toEqual(['2']);
    const [second] = scene.points('http.client.request.duration');
    expect(second?.count).toBe('2');
    expect(second?.startTimeUnixNano).toBe(first?.timeUnixNano);
    await scene.pass(600_000);
    expect(scene.sent.length).toBe(2);
  });

  it('sends again what could not be taken, when the collector says', async () => {
    const scene = new Scene();
    scene.call(3);
    scene.status = 503;
    scene.headers = { 'Retry-After': '120' };
    await scene.pass(60_000);
    scene.status = 200;
    scene.call(1);
    await scene.pass(100_000);
    expect(scene.sent.length).toBe(1);
    await scene.pass(20_000);
    expect(scene.sent.length).toBe(2);
    expect(scene.points('convoy.service.calls').map(({ asInt }) => asInt)).toEqual(['4']);
    expect(TestBed.inject(OtlpMetricExporter).status()).toEqual({
      ...{ exported: 1, rejected: 0, failed: 1, problem: 'the collector answered 503' },
    });
  });

  it('does not repeat what was refused', async () => {
    const scene = new Scene();
    scene.call(3);
    scene.status = 400;
    await scene.pass(60_000);
    scene.status = 200;
    await scene.pass(600_000);
    expect(scene.sent.length).toBe(1);
    scene.call(1);
    await scene.pass(60_000);
    expect(scene.points('convoy.service.calls').map(({ asInt }) => asInt)).toEqual(['1']);
  });

  it('sends what there is when the page is hidden, so that it outlives the page', async () => {
    const scene = new Scene(20);
    for (let at = 0; at < 20; at += 1) scene.call(5, `s${at}`);
    spyOnProperty(document, 'visibilityState').and.returnValue('hidden');
    document.dispatchEvent(new Event('visibilitychange'));
    await scene.pass(0);
    expect(scene.sent.map(({ init }) => init.keepalive)).toEqual([true, true, true]);
    await scene.pass(600_000);
    expect(scene.sent.length).toBe(3);
  });

  it('refuses options that say nothing', () => {
    const resource = { 'service.name': 'shop-web' };
    expect(() => withOtlpMetrics({ url: '/v1/metrics', resource, interval: 10 })).toThrowError(
      /otlpMetrics.interval/,
    );
    expect(() => withOtlpMetrics({ url: 'ftp://x', resource })).toThrowError(/otlpMetrics.url/);
  });
});
