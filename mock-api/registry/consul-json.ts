import type { Registration } from './registry.ts';

/** An entry of `/v1/health/service/:name`. */
export function healthEntry(registration: Registration): unknown {
  const { id, service, node, address, port, datacenter, zone, tags, meta, weights } = registration;
  return {
    Node: { Node: node, Address: address, Datacenter: datacenter, Meta: { zone } },
    Service: {
      ID: id,
      Service: service,
      Address: address,
      Port: port,
      Tags: tags,
      Meta: meta,
      Weights: { Passing: weights.passing, Warning: weights.warning },
    },
    Checks: [checkEntry(registration)],
  };
}

/** An entry of `/v1/health/state/:state`. */
export function checkEntry({ id, service, node, check }: Registration): unknown {
  return {
    Node: node,
    CheckID: `service:${id}`,
    Name: `Service '${service}' check`,
    Status: check.status,
    Output: check.output,
    ServiceID: id,
    ServiceName: service,
  };
}

/** The answer of `/v1/catalog/services`: the tags in use, by service. */
export function serviceTags(registrations: readonly Registration[]): Record<string, string[]> {
  const tags: Record<string, string[]> = {};
  for (const registration of registrations) {
    const known = tags[registration.service] ?? [];
    tags[registration.service] = [...new Set([...known, ...registration.tags])];
  }
  return tags;
}
