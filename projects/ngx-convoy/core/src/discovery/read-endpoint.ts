import type { EndpointConditions, EndpointDefinition } from '../balancing/endpoint';
import { isEndpointUrl } from '../options';

/** Nobody has so many instances of one service that a browser should know them all. */
const MOST_INSTANCES = 5_000;
const LONGEST_TEXT = 256;
const MOST_METADATA = 32;

/**
 * Reads instances out of what somebody else has written: a registry's answer or a browser's storage, trusted in nothing.
 *
 * What an instance cannot be called without (`id`, `url`) must be right, and is never mended; what is only nice to have is left
 * out when it is wrong. Texts and lists are bounded.
 *
 * @param list what should be a list of things like {@link EndpointDefinition}
 * @returns the instances, or a sentence that says what is wrong
 */
export function readEndpoints(list: unknown): readonly EndpointDefinition[] | string {
  if (!Array.isArray(list)) return 'the answer is not a list';
  if (list.length > MOST_INSTANCES) return `the answer lists more than ${MOST_INSTANCES} instances`;
  const endpoints: EndpointDefinition[] = [];
  const seen = new Set<string>();
  for (const item of list as readonly unknown[]) {
    const endpoint = readEndpoint(item);
    if (typeof endpoint === 'string') return endpoint;
    if (seen.has(endpoint.id)) return `two instances are called '${endpoint.id}'`;
    seen.add(endpoint.id);
    endpoints.push(endpoint);
  }
  return endpoints;
}

function readEndpoint(item: unknown): EndpointDefinition | string {
  const id = text(field(item, 'id')) ?? text(field(item, 'url'));
  if (id === undefined) return 'an instance has neither an id nor a URL';
  const url = field(item, 'url');
  if (typeof url !== 'string' || !isEndpointUrl(url)) {
    return `instance '${id}' has no http(s) URL without query and credentials`;
  }
  return withoutGaps({
    id,
    url,
    weight: amount(field(item, 'weight')),
    priority: whole(field(item, 'priority')),
    zone: text(field(item, 'zone')),
    region: text(field(item, 'region')),
    version: text(field(item, 'version')),
    cost: amount(field(item, 'cost')),
    metadata: readMetadata(field(item, 'metadata')),
    conditions: readConditions(field(item, 'conditions')),
  });
}

/** A member of whatever this is; of its own, so that nothing is read off a prototype. */
export function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}

/** A text that is not empty and not too long; a number becomes one. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT
    ? value
    : undefined;
}

/** A number of 0 or more, also as a text. */
export function amount(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}

function whole(value: unknown): number | undefined {
  const number = amount(value);
  return number !== undefined && Number.isSafeInteger(number) ? number : undefined;
}

/** The texts among the members of an object, as many as are sensible. */
export function readMetadata(value: unknown): Readonly<Record<string, string>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' &&
      entry[1].length <= LONGEST_TEXT &&
      entry[0].length <= LONGEST_TEXT &&
      entry[0] !== '__proto__',
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries.slice(0, MOST_METADATA));
}

function readConditions(value: unknown): EndpointConditions | undefined {
  const ready = flag(field(value, 'ready'));
  const serving = flag(field(value, 'serving'));
  const terminating = flag(field(value, 'terminating'));
  if (ready === undefined && serving === undefined && terminating === undefined) return undefined;
  return withoutGaps({ ready, serving, terminating });
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** Without the members that are `undefined`: what is stored and compared has no gaps. */
function withoutGaps<T extends object>(given: T): T {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
}
