import fc from 'fast-check';
import { affectedEndpointsOf, type HealthFormat, type HealthStatus } from './health-answer';
import { parseHealthAnswer } from './parse-health-answer';

const HEALTH_JSON = 'application/health+json';
const JSON_TYPE = 'application/json; charset=utf-8';

type Row = readonly [
  http: number,
  type: string,
  body: unknown,
  status: HealthStatus,
  format: HealthFormat,
];

const rows: readonly Row[] = [
  [200, HEALTH_JSON, { status: 'pass' }, 'pass', 'health+json'],
  [200, HEALTH_JSON, { status: 'ok' }, 'pass', 'health+json'],
  [200, HEALTH_JSON, { status: 'up' }, 'pass', 'health+json'],
  [207, 'Application/Health+JSON; charset=utf-8', { status: 'warn' }, 'warn', 'health+json'],
  [503, HEALTH_JSON, { status: 'fail' }, 'fail', 'health+json'],
  [503, HEALTH_JSON, { status: 'down' }, 'fail', 'health+json'],
  [200, HEALTH_JSON, { status: 'error' }, 'fail', 'health+json'],
  [200, JSON_TYPE, { status: 'pass' }, 'pass', 'health+json'],
  [200, JSON_TYPE, { status: 'ok', checks: {} }, 'pass', 'health+json'],
  [503, HEALTH_JSON, { status: 'pass' }, 'fail', 'health+json'],
  [400, HEALTH_JSON, { status: 'pass' }, 'fail', 'health+json'],

  [200, JSON_TYPE, { status: 'UP' }, 'pass', 'actuator'],
  [200, JSON_TYPE, { status: 'UP', components: {} }, 'pass', 'actuator'],
  [200, 'application/vnd.spring-boot.actuator.v3+json', { status: 'UP' }, 'pass', 'actuator'],
  [503, JSON_TYPE, { status: 'DOWN', components: {} }, 'fail', 'actuator'],
  [503, JSON_TYPE, { status: 'OUT_OF_SERVICE' }, 'fail', 'actuator'],
  [200, JSON_TYPE, { status: 'UNKNOWN' }, 'warn', 'actuator'],
  [200, JSON_TYPE, { status: 'UP', details: { db: {} } }, 'pass', 'actuator'],

  [200, JSON_TYPE, { status: 'Healthy' }, 'pass', 'aspnet'],
  [200, JSON_TYPE, { status: 'Degraded', entries: {} }, 'warn', 'aspnet'],
  [503, JSON_TYPE, { status: 'Unhealthy', entries: {} }, 'fail', 'aspnet'],

  [200, JSON_TYPE, { status: 'ok', info: {}, error: {}, details: {} }, 'pass', 'terminus'],
  [503, JSON_TYPE, { status: 'error', info: {}, error: {}, details: {} }, 'fail', 'terminus'],
  [503, JSON_TYPE, { status: 'shutting_down', error: {}, details: {} }, 'fail', 'terminus'],

  [200, 'text/plain', 'OK', 'pass', 'plain'],
  [200, 'text/plain', 'Healthy\n', 'pass', 'plain'],
  [200, 'text/plain', 'Unhealthy', 'fail', 'plain'],
  [200, 'text/html', '<!doctype html>', 'pass', 'plain'],
  [200, '', undefined, 'pass', 'plain'],
  [204, '', null, 'pass', 'plain'],
  [304, '', undefined, 'pass', 'plain'],
  [404, 'text/html', 'Not found', 'fail', 'plain'],
  [503, '', undefined, 'fail', 'plain'],
  [0, '', undefined, 'fail', 'plain'],
  [200, JSON_TYPE, 'UP', 'pass', 'plain'],
  [200, JSON_TYPE, { uptime: 7 }, 'pass', 'plain'],
  [200, JSON_TYPE, { status: 'ok' }, 'pass', 'plain'],

  [200, JSON_TYPE, '{"status":"pa', 'warn', 'unreadable'],
  [200, HEALTH_JSON, 'all is well', 'warn', 'unreadable'],
  [200, HEALTH_JSON, {}, 'warn', 'unreadable'],
  [200, JSON_TYPE, { status: 'sideways' }, 'warn', 'unreadable'],
  [200, JSON_TYPE, { status: 7 }, 'warn', 'unreadable'],
  [200, JSON_TYPE, ['pass'], 'warn', 'unreadable'],
  [502, JSON_TYPE, '<html>', 'fail', 'unreadable'],
];

describe('parseHealthAnswer', () => {
  for (const [http, type, body, status, format] of rows) {
    it(`finds ${status} by ${format} in ${JSON.stringify(body)} of HTTP ${http}, ${type || 'no type'}`, () => {
      const answer = parseHealthAnswer(http, body, type);
      expect([answer.status, answer.format]).toEqual([status, format]);
    });
  }

  it('reads application/health+json: version, every check, and what is affected', () => {
    const answer = parseHealthAnswer(
      200,
      {
        status: 'warn',
        version: '1',
        releaseId: '1.2.2',
        output: 'disk is nearly full',
        checks: {
          'database:connections': [
            { status: 'pass', observedValue: 75, observedUnit: 'percent' },
            { status: 'pass', observedValue: 80, observedUnit: 'percent' },
          ],
          'disk:utilization': [
            {
              status: 'warn',
              output: 'disk is nearly full',
              affectedEndpoints: ['/uploads/{id}', 7, '/uploads/{id}'],
            },
          ],
        },
      },
      HEALTH_JSON,
    );
    expect(answer.version).toBe('1');
    expect(answer.output).toBe('disk is nearly full');
    expect(answer.checks).toEqual([
      { name: 'database:connections', status: 'pass', output: '75 percent' },
      { name: 'database:connections', status: 'pass', output: '80 percent' },
      {
        name: 'disk:utilization',
        status: 'warn',
        output: 'disk is nearly full',
        affectedEndpoints: ['/uploads/{id}', '/uploads/{id}'],
      },
    ]);
    expect(affectedEndpointsOf(answer)).toEqual(['/uploads/{id}']);
  });

  it('finds nothing affected by what is well', () => {
    const fine = { status: 'pass', affectedEndpoints: ['/a'] };
    const answer = parseHealthAnswer(200, { status: 'pass', checks: { db: [fine] } }, HEALTH_JSON);
    expect(affectedEndpointsOf(answer)).toEqual([]);
  });

  it('reads Spring Boot Actuator with the parts of its parts, and lets the worst explain the whole', () => {
    const answer = parseHealthAnswer(503, {
      status: 'DOWN',
      components: {
        redis: { status: 'UP', details: { version: '7' } },
        mail: { status: 'UNKNOWN' },
        db: {
          status: 'DOWN',
          components: {
            primary: { status: 'DOWN', details: { error: 'connection refused' } },
            replica: { status: 'UP' },
          },
        },
      },
    });
    expect(answer.output).toBe('db: fail');
    expect(answer.checks.map(({ name, status, output }) => [name, status, output])).toEqual([
      ['redis', 'pass', undefined],
      ['mail', 'pass', 'unknown'],
      ['db', 'fail', undefined],
      ['db/primary', 'fail', 'connection refused'],
      ['db/replica', 'pass', undefined],
    ]);
  });

  for (const word of ['OUT_OF_SERVICE', 'shutting_down', 'maintenance']) {
    it(`takes ${word} for something that somebody wanted`, () => {
      const answer = parseHealthAnswer(503, { status: word });
      expect([answer.status, answer.isPlanned]).toEqual(['fail', true]);
    });
  }

  it('reads Terminus', () => {
    const answer = parseHealthAnswer(503, {
      status: 'error',
      info: { redis: { status: 'up' } },
      error: { db: { status: 'down', message: 'timeout of 1000 ms' } },
      details: {
        redis: { status: 'up' },
        db: { status: 'down', message: 'timeout of 1000 ms' },
      },
    });
    expect(answer.output).toBe('db: timeout of 1000 ms');
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
    expect(answer.output).toBe('queue: backlog of 12,000');
  });

  it('says what HTTP said when the body says nothing, and that it cannot be read when it cannot', () => {
    expect(parseHealthAnswer(503, {}).output).toBe('HTTP 503');
    expect(parseHealthAnswer(0, undefined).output).toBe('no answer');
    expect(parseHealthAnswer(200, {}).output).toBeUndefined();
    expect(parseHealthAnswer(200, '{', JSON_TYPE).output).toBe('its health answer cannot be read');
  });

  it('is bounded, whatever a service sends', () => {
    const affectedEndpoints = Array.from({ length: 500 }, (_, i) => `/${i}`);
    const checks = Object.fromEntries(
      Array.from({ length: 500 }, (_, i) => [`check${i}`, { status: 'warn', affectedEndpoints }]),
    );
    const answer = parseHealthAnswer(200, { status: 'warn', output: 'x'.repeat(9_999), checks });
    expect(answer.checks.length).toBe(100);
    expect(answer.output?.length).toBe(500);
    expect(affectedEndpointsOf(answer).length).toBe(50);
  });

  it('never throws, whatever the body is', () => {
    fc.assert(
      fc.property(fc.nat(599), fc.anything(), fc.string(), (http, body, type) => {
        const answer = parseHealthAnswer(http, body, type);
        expect(['pass', 'warn', 'fail']).toContain(answer.status);
        expect(answer.status === 'fail' || (http >= 200 && http < 400)).toBeTrue();
        const parts = { a: body, b: [body] };
        for (const key of ['checks', 'components', 'details', 'entries']) {
          const nested = { status: 'warn', [key]: parts, output: body };
          expect(affectedEndpointsOf(parseHealthAnswer(http, nested, type)).length).toBe(0);
        }
      }),
    );
  });
});
