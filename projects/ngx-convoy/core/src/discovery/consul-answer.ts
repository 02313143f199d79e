import type { EndpointDefinition } from '../balancing/endpoint';
import { amount, field, readEndpoints, readMetadata, text } from './read-endpoint';

/**
 * Reads an answer of Consul's `GET /v1/health/service/:name`.
 *
 * What Consul has no field for may stand in `Meta`: `zone`, `region`, `priority`, `version`, `cost`, `scheme`.
 *
 * @param answer the parsed body, trusted in nothing
 * @param scheme what instances are called by unless their `Meta.scheme` says otherwise
 * @returns the instances, or a sentence that says what is wrong with the answer
 */
export function parseConsulAnswer(
  answer: unknown,
  scheme: 'http' | 'https',
): readonly EndpointDefinition[] | string {
  if (!Array.isArray(answer)) return 'the answer is not a list';
  const items: unknown[] = [];
  for (const entry of answer as readonly unknown[]) {
    const item = parseEntry(entry, scheme);
    if (typeof item === 'string') return item;
    items.push(item);
  }
  return readEndpoints(items);
}

function parseEntry(entry: unknown, scheme: 'http' | 'https'): object | string {
  const service = field(entry, 'Service');
  const id = text(field(service, 'ID'));
  if (id === undefined) return 'an instance has no Service.ID';
  const address = text(field(service, 'Address')) ?? text(field(field(entry, 'Node'), 'Address'));
  if (address === undefined || !/^[\w.:[\]-]+$/.test(address)) {
    return `instance '${id}' has no usable address`;
  }
  const port = field(service, 'Port');
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    return `instance '${id}' has no port between 1 and 65535`;
  }
  const metadata = readMetadata(field(service, 'Meta')) ?? {};
  const weight = amount(field(field(service, 'Weights'), 'Passing'));
  const { zone, region, priority, version, cost } = metadata;
  return {
    id,
    url: `${metadata['scheme'] === 'https' ? 'https' : scheme}://${hostOf(address)}:${port}`,
    // Consul's 0 would take it out of the choice, which is what failing checks are for.
    weight: weight === 0 ? undefined : weight,
    zone,
    region,
    priority,
    version,
    cost,
    metadata,
  };
}

/** An IPv6 address stands in brackets in a URL, and without them in Consul. */
function hostOf(address: string): string {
  return /^[\da-f]*:[\da-f:.]+$/i.test(address) ? `[${address}]` : address;
}

/**
 * Reads an answer of Consul's `GET /v1/health/state/any`: what there is of each service, in a form that changes when
 * that does.
 *
 * @param answer the parsed body, trusted in nothing
 * @returns a text by name of the service, or a sentence that says what is wrong
 */
export function parseConsulStates(answer: unknown): ReadonlyMap<string, string> | string {
  if (!Array.isArray(answer)) return 'the answer is not a list';
  const checks = new Map<string, string[]>();
  for (const check of answer as readonly unknown[]) {
    const service = text(field(check, 'ServiceName'));
    // Checks of nodes have no service.
    if (service === undefined) continue;
    const line = ['ServiceID', 'CheckID', 'Status'].map((key) => text(field(check, key)) ?? '');
    const known = checks.get(service);
    if (known === undefined) checks.set(service, [line.join(' ')]);
    else known.push(line.join(' '));
  }
  return new Map(Array.from(checks, ([service, lines]) => [service, lines.sort().join('\n')]));
}
