import type { Instance } from '../instance/instance.ts';
import type { ServiceDefinition } from '../services/service-definition.ts';
import type { Registration, Registry } from './registry.ts';

/** Lists one of our own instances. */
export function registerInstance(
  registry: Registry,
  instance: Instance,
  { business }: ServiceDefinition,
): void {
  const { id, service, port } = instance;
  const { zone, version, cost, weight } = instance.profile;
  registry.register({
    id,
    service,
    node: `${zone}-${id}`,
    address: 'localhost',
    port,
    // `eu-west-1a` lies in `eu-west-1`.
    datacenter: zone.slice(0, -1),
    zone,
    tags: [business, version],
    meta: { zone, version, cost: String(cost) },
    weights: { passing: weight, warning: 1 },
    check: checkOf(instance),
  });
}

/** What a probe of the instance would find. */
export function checkOf({ isUp, url, port }: Instance): Registration['check'] {
  return isUp
    ? { status: 'passing', output: `HTTP GET ${url}/health: 200 OK` }
    : {
        status: 'critical',
        output: `Get "${url}/health": dial tcp 127.0.0.1:${port}: connect: connection refused`,
      };
}
