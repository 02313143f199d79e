import { json, RunningApi } from '../testing/running-api.ts';

interface Check {
  readonly observedValue: number;
  readonly observedUnit: string;
  readonly status: string;
}

interface Health {
  readonly status: string;
  readonly version: string;
  readonly releaseId: string;
  readonly serviceId: string;
  readonly description: string;
  readonly checks: Readonly<Record<string, readonly Check[]>>;
}

describe('/health', () => {
  let api: RunningApi;

  beforeAll(async () => {
    api = await RunningApi.start();
  });
  afterAll(() => api.stop());
  afterEach(() => api.mend());

  const ask = (): Promise<Response> => fetch(api.at('pricing-3', '/health'));

  it('speaks application/health+json and may be kept for a moment only', async () => {
    const answer = await ask();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toContain('application/health+json');
    expect(answer.headers.get('Cache-Control')).toBe('max-age=1');
    const health = await json<Health>(answer);
    expect(health.status).toBe('pass');
    expect(health.version).toBe('2');
    expect(health.releaseId).toBe('2.0.0-rc.3');
    expect(health.serviceId).toBe('pricing-3');
    expect(health.description).toBe('pricing (shop) in us-east-1a');
    expect(health.checks['uptime']?.[0]?.observedUnit).toBe('s');
  });

  it('observes the response time of what it serves', async () => {
    await api.fault('pricing/pricing-3', { type: 'latency', latency: 60, exceptHealth: true });
    for (let i = 0; i < 4; i += 1) await fetch(api.at('pricing-3', '/prices/1'));
    const check = (await json<Health>(ask())).checks['pricing:responseTime']?.[0];
    expect(check?.observedUnit).toBe('ms');
    expect(check?.observedValue).toBeGreaterThan(25);
  });

  const rows = [
    {
      title: 'warns while a latency fault is active',
      fault: { type: 'latency', latency: 1 },
      status: 'warn',
      code: 200,
    },
    {
      title: 'fails from an error rate of one half on',
      fault: { type: 'errors', rate: 0.5 },
      status: 'fail',
      code: 503,
    },
    {
      title: 'counts toxicity into the error rate',
      fault: { type: 'errors', rate: 1, toxicity: 0 },
      status: 'pass',
      code: 200,
    },
    {
      title: 'knows nothing of errors that spare it',
      fault: { type: 'errors', exceptHealth: true },
      status: 'pass',
      code: 200,
    },
    {
      title: 'knows nothing of latency that spares it',
      fault: { type: 'latency', latency: 1, exceptHealth: true },
      status: 'pass',
      code: 200,
    },
  ];
  for (const { title, fault, status, code } of rows) {
    it(title, async () => {
      await api.fault('pricing/pricing-3', fault);
      const answer = await ask();
      expect(answer.status).toBe(code);
      expect((await json<Health>(answer)).status).toBe(status);
    });
  }

  it('fails at an error rate of one half every time, not half of the time', async () => {
    await api.fault('pricing/pricing-3', { type: 'errors', rate: 0.6 });
    const answers = await Promise.all(Array.from({ length: 20 }, ask));
    const types = new Set(answers.map(({ headers }) => headers.get('Content-Type')));
    expect([...types]).toEqual(['application/health+json; charset=utf-8']);
    expect(answers.every(({ status }) => status === 503)).toBeTrue();
  });

  describe('in other words', () => {
    interface Answer {
      readonly type: string;
      readonly code: number;
      readonly body: string;
    }
    const said = async (instance: string): Promise<Answer> => {
      const answer = await fetch(api.at(instance, '/health'));
      const type = answer.headers.get('Content-Type') ?? '';
      return { type, code: answer.status, body: await answer.text() };
    };
    const broken = { type: 'errors', rate: 0.5 };
    const dialects = [
      {
        instance: 'accounts/accounts-1',
        type: 'application/vnd.spring-boot.actuator.v3+json; charset=utf-8',
        good: /^{"status":"UP","components":/,
        bad: /^{"status":"DOWN".*"error":"connection refused"/,
      },
      {
        instance: 'fraud/fraud-1',
        type: 'application/json; charset=utf-8',
        good: /^{"status":"ok","info":.*"error":{},"details":/,
        bad: /^{"status":"error".*"error":{"http":{"status":"down"/,
      },
      {
        instance: 'analytics/analytics-1',
        type: 'text/plain; charset=utf-8',
        good: /^Healthy$/,
        bad: /^Unhealthy$/,
      },
    ];
    for (const { instance, type, good, bad } of dialects) {
      it(`is ${type} for ${instance}`, async () => {
        const [, id = ''] = instance.split('/');
        const well = await said(id);
        expect([well.type, well.code]).toEqual([type, 200]);
        expect(well.body).toMatch(good);
        await api.fault(instance, broken);
        const ill = await said(id);
        expect(ill.code).toBe(503);
        expect(ill.body).toMatch(bad);
      });
    }

    it('says what is affected, and for how long that is fresh', async () => {
      await api.fault('shipping/shipping-1', { type: 'latency', latency: 1 });
      const answer = await fetch(api.at('shipping-1', '/health'));
      expect(answer.headers.get('Cache-Control')).toBe('max-age=20');
      const { checks } = await json<{
        checks: Readonly<Record<string, readonly { affectedEndpoints?: readonly string[] }[]>>;
      }>(Promise.resolve(answer));
      expect(checks['shipping:responseTime']?.[0]?.affectedEndpoints).toEqual([
        '/rates{?country}',
        '/shipments/{id}',
      ]);
    });
  });
});
