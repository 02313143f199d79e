import fc from 'fast-check';
import { parseHealthAnswer } from './health-answer';

describe('parseHealthAnswer', () => {
  const statusRows: readonly (readonly [http: number, body: unknown, status: string])[] = [
    [200, { status: 'pass' }, 'pass'],
    [200, { status: 'ok' }, 'pass'],
    [200, { status: 'UP' }, 'pass'],
    [200, { status: 'Healthy' }, 'pass'],
    [207, { status: 'warn' }, 'warn'],
    [200, { status: 'Degraded' }, 'warn'],
    [200, { status: 'fail' }, 'fail'],
    [200, { status: 'DOWN' }, 'fail'],
    [200, { status: 'OUT_OF_SERVICE' }, 'fail'],
    [200, { status: 'unhealthy' }, 'fail'],
    [503, { status: 'pass' }, 'fail'],
    [503, undefined, 'fail'],
    [400, { status: 'pass' }, 'fail'],
    [304, undefined, 'pass'],
    [404, 'Not found', 'fail'],
    [0, undefined, 'fail'],
    [200, undefined, 'pass'],
    [204, null, 'pass'],
    [200, 'OK', 'pass'],
    [200, 'Healthy\n', 'pass'],
    [200, 'Unhealthy', 'fail'],
    [200, '<!doctype html>', 'pass'],
    [200, { status: 'sideways' }, 'pass'],
    [200, { status: 7 }, 'pass'],
    [200, ['pass'], 'pass'],
  ];
  for (const [http, body, status] of statusRows) {
    it(`finds ${status} in ${JSON.stringify(body)} of HTTP ${http}`, () => {
      expect(parseHealthAnswer(http, body).status as string).toBe(status);
    });
  }

  it('reads application/health+json with its version and every check', () => {
    const answer = parseHealthAnswer(200, {
      status: 'warn',
      version: '1',
      releaseId: '1.2.2',
      output: 'disk is nearly full',
      checks: {
        'database:connections': [
          { status: 'pass', observedValue: 75, observedUnit: 'percent' },
          { status: 'pass', observedValue: 80, observedUnit: 'percent' },
        ],
        'disk:utilization': [{ status: 'warn', output: 'disk is nearly full' }],
      },
    });
    expect(answer).toEqual({
      status: 'warn',
      output: 'disk is nearly full',
      version: '1',
      checks: [
        { name: 'database:connections', status: 'pass', output: '75 percent' },
        { name: 'database:connections', status: 'pass', output: '80 percent' },
        { name: 'disk:utilization', status: 'warn', output: 'disk is nearly full' },
      ],
    });
  });

  it('reads Spring Boot Actuator, and lets the worst component explain the whole', () => {
    const answer = parseHealthAnswer(503, {
      status: 'DOWN',
      components: { redis: { status: 'UP' }, db: { status: 'DOWN' } },
    });
    expect(answer.output).toBe('db: fail');
    expect(answer.checks.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'redis pass',
      'db fail',
    ]);
  });

  it('reads ASP.NET Core', () => {
    const answer = parseHealthAnswer(200, {
      status: 'Degraded',
      entries: { queue: { status: 'Degraded', description: 'backlog of 12,000' } },
    });
    expect(answer.status).toBe('warn');
    expect(answer.output).toBe('queue: backlog of 12,000');
  });

  it('says what HTTP said when the body says nothing', () => {
    expect(parseHealthAnswer(503, {}).output).toBe('HTTP 503');
    expect(parseHealthAnswer(0, undefined).output).toBe('no answer');
    expect(parseHealthAnswer(200, {}).output).toBeUndefined();
  });

  it('is bounded, whatever a service sends', () => {
    const checks = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`check${i}`, {}]));
    const answer = parseHealthAnswer(200, { status: 'warn', output: 'x'.repeat(9_999), checks });
    expect(answer.checks.length).toBe(100);
    expect(answer.output?.length).toBe(500);
  });

  it('never throws, whatever the body is', () => {
    fc.assert(
      fc.property(fc.nat(599), fc.anything(), (http, body) => {
        expect(['pass', 'warn', 'fail']).toContain(parseHealthAnswer(http, body).status);
        const nested = { status: 'warn', checks: { a: body, b: [body] }, output: body };
        expect(parseHealthAnswer(http, nested).checks.length).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
