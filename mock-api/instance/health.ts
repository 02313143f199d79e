import type { FaultSet } from '../faults/fault-set.ts';
import type { Response } from '../http/handler.ts';

export type HealthStatus = 'pass' | 'warn' | 'fail';

/** In whose words a service says how it is. */
export type HealthDialect = 'health+json' | 'actuator' | 'terminus' | 'plain';

/** How a service says how it is. */
export interface HealthManner {
  /** Default `health+json`. */
  readonly dialect?: HealthDialect;
  /** Seconds for which its answer is fresh. Default 1. */
  readonly maxAge?: number;
  /** URI templates of what is not well when it is not well; said in `health+json` only. */
  readonly affects?: readonly string[];
}

/** What an instance knows about itself. */
export interface HealthFacts {
  readonly service: string;
  readonly id: string;
  readonly description: string;
  readonly version: string;
  readonly releaseId: string;
  /** Seconds since it started. */
  readonly uptime: number;
  /** Milliseconds, averaged over the last answers. */
  readonly responseTime: number;
  readonly status: HealthStatus;
}

/** A fault that spares `/health` is one the instance does not notice. */
export function healthStatus(faults: FaultSet): HealthStatus {
  const errors = faults.get('errors')?.fault;
  const errorRate = errors === undefined || errors.exceptHealth ? 0 : errors.rate * errors.toxicity;
  if (errorRate >= 0.5) return 'fail';
  const latency = faults.get('latency')?.fault;
  const slow = latency !== undefined && !latency.exceptHealth;
  return slow || errorRate > 0 ? 'warn' : 'pass';
}

export function sendHealth(res: Response, facts: HealthFacts, manner: HealthManner = {}): void {
  const { dialect = 'health+json', maxAge = 1, affects = [] } = manner;
  const [type, body] = write(dialect, facts, affects);
  res
    .status(facts.status === 'fail' ? 503 : 200)
    .set('Cache-Control', `max-age=${maxAge}`)
    .type(type)
    .send(typeof body === 'string' ? body : JSON.stringify(body));
}

function write(
  dialect: HealthDialect,
  facts: HealthFacts,
  affects: readonly string[],
): readonly [type: string, body: unknown] {
  switch (dialect) {
    case 'health+json':
      return ['application/health+json', healthJson(facts, affects)];
    case 'actuator':
      return ['application/vnd.spring-boot.actuator.v3+json', actuator(facts)];
    case 'terminus':
      return ['application/json', terminus(facts)];
    case 'plain':
      return ['text/plain', plain[facts.status]];
  }
}

/** @see draft-inadarei-api-health-check-06 */
function healthJson(facts: HealthFacts, affects: readonly string[]): unknown {
  const time = new Date().toISOString();
  const responseTime = {
    componentType: 'component',
    observedValue: Math.round(facts.responseTime * 10) / 10,
    observedUnit: 'ms',
    status: facts.status,
    ...(facts.status === 'pass' || affects.length === 0 ? {} : { affectedEndpoints: affects }),
    time,
  };
  const uptime = {
    componentType: 'system',
    observedValue: Math.round(facts.uptime),
    observedUnit: 's',
    status: 'pass',
    time,
  };
  return {
    status: facts.status,
    version: facts.version.slice(1),
    releaseId: facts.releaseId,
    serviceId: facts.id,
    description: facts.description,
    checks: { [`${facts.service}:responseTime`]: [responseTime], uptime: [uptime] },
  };
}

/** Spring Boot Actuator knows no warning: what is slow is up. */
function actuator({ status, responseTime, uptime }: HealthFacts): unknown {
  const word = status === 'fail' ? 'DOWN' : 'UP';
  return {
    status: word,
    components: {
      db: {
        status: word,
        components: {
          primary: {
            status: word,
            details:
              status === 'fail'
                ? { error: 'connection refused' }
                : { responseTime: `${Math.round(responseTime)} ms` },
          },
          replica: { status: 'UNKNOWN' },
        },
      },
      ping: { status: 'UP', details: { uptime: Math.round(uptime) } },
    },
  };
}

/** @see NestJS, "Terminus" */
function terminus({ status, service }: HealthFacts): unknown {
  const down = { status: 'down', message: `${service} fails half of its requests` };
  const memory = { memory: { status: 'up' } };
  return status === 'fail'
    ? { status: 'error', info: memory, error: { http: down }, details: { ...memory, http: down } }
    : {
        status: 'ok',
        info: { ...memory, http: { status: 'up' } },
        error: {},
        details: { ...memory, http: { status: 'up' } },
      };
}

/** As ASP.NET Core writes them without a response writer. */
const plain: Readonly<Record<HealthStatus, string>> = {
  pass: 'Healthy',
  warn: 'Degraded',
  fail: 'Unhealthy',
};
