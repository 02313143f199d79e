import type { EndpointDefinition } from '../balancing/endpoint';

/**
 * Reads an answer of Consul's `GET /v1/health/service/:name`.
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
  const endpoints: EndpointDefinition[] = [];
  const seen = new Set<string>();
  for (const entry of answer as readonly unknown[]) {
    const endpoint = parseEntry(entry, scheme);
    if (typeof endpoint === 'string') return endpoint;
    if (seen.has(endpoint.id)) return `two instances are called '${endpoint.id}'`;
    seen.add(endpoint.id);
    endpoints.push(endpoint);
  }
  return endpoints;
}

function parseEntry(entry: unknown, scheme: 'http' | 'https'): EndpointDefinition | string {
  const service = field(entry, 'Service');
  const id = field(service, 'ID');
  if (typeof id !== 'string' || id === '') return 'an instance has no Service.ID';
  const address =
    textOf(field(service, 'Address')) ?? textOf(field(field(entry, 'Node'), 'Address'));
  if (address === undefined || !/^[\w.:[\]-]+$/.test(address)) {
    return `instance '${id}' has no usable address`;
  }
  const port = field(service, 'Port');
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    return `instance '${id}' has no port between 1 and 65535`;
  }
  const meta = metadataOf(field(service, 'Meta'));
  const weight = field(field(service, 'Weights'), 'Passing');
  const cost = Number(meta['cost']);
  return {
    id,
    url: `${meta['scheme'] === 'https' ? 'https' : scheme}://${address}:${port}`,
    weight: typeof weight === 'number' && weight > 0 ? weight : undefined,
    zone: meta['zone'],
    version: meta['version'],
    cost: meta['cost'] !== undefined && cost >= 0 ? cost : undefined,
    metadata: meta,
  };
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function metadataOf(value: unknown): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value))
      if (typeof item === 'string') result[key] = item;
  }
  return result;
}
