import type { FaultSet } from '../faults/fault-set.ts';
import type { Response } from '../http/handler.ts';

export type HealthStatus = 'pass' | 'warn' | 'fail';

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

/** @see draft-inadarei-api-health-check-06 */
export function sendHealth(res: Response, facts: HealthFacts): void {
  const time = new Date().toISOString();
  const responseTime = {
    componentType: 'component',
    observedValue: Math.round(facts.responseTime * 10) / 10,
    observedUnit: 'ms',
    status: facts.status,
    time,
  };
  const uptime = {
    componentType: 'system',
    observedValue: Math.round(facts.uptime),
    observedUnit: 's',
    status: 'pass',
    time,
  };
  res
    .status(facts.status === 'fail' ? 503 : 200)
    .set('Cache-Control', 'max-age=1')
    .type('application/health+json')
    .send(
      JSON.stringify({
        status: facts.status,
        version: facts.version.slice(1),
        releaseId: facts.releaseId,
        serviceId: facts.id,
        description: facts.description,
        checks: { [`${facts.service}:responseTime`]: [responseTime], uptime: [uptime] },
      }),
    );
}
