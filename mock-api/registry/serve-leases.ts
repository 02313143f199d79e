import type { Application } from '../http/handler.ts';
import { Problem } from '../http/problem.ts';
import type { Leases } from './leases.ts';
import { parseRegistration } from './parse-registration.ts';
import type { CheckStatus, Registry } from './registry.ts';

const statuses: readonly (readonly [action: string, status: CheckStatus])[] = [
  ['pass', 'passing'],
  ['warn', 'warning'],
  ['fail', 'critical'],
];

/** The half of Consul's API that is written to: instances that come, check in and go. */
export function serveLeases(app: Application, registry: Registry, leases: Leases): void {
  app.put('/v1/agent/service/register', (req, res) => {
    const { registration, terms } = parseRegistration(req.body);
    if (terms === undefined) {
      leases.end(registration.id);
      registry.register(registration);
    } else leases.grant(registration, terms);
    res.status(200).end();
  });
  app.put('/v1/agent/service/deregister/:id', (req, res) => {
    const { id } = req.params;
    leases.end(id);
    if (!registry.deregister(id)) throw unknown('service', `No instance "${id}" is registered.`);
    res.status(200).end();
  });
  for (const [action, status] of statuses) {
    app.put(`/v1/agent/check/${action}/:id`, (req, res) => {
      const { id } = req.params;
      const note = typeof req.query['note'] === 'string' ? req.query['note'] : '';
      if (!leases.renew(id, status, note)) {
        throw unknown('check', `No instance checks in as "${id}".`);
      }
      res.status(200).end();
    });
  }
}

function unknown(what: 'service' | 'check', detail: string): Problem {
  return new Problem(404, 'not-found', `Unknown ${what} ID`, detail);
}
