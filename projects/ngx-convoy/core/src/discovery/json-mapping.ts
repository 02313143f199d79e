import type { EndpointDefinition } from '../balancing/endpoint';
import { field, readEndpoints } from './read-endpoint';

/** Where an answer of some registry keeps what an instance is. Paths are names with dots between: `metadata.zone`. */
export interface JsonMapping {
  /** Path of the list. Default: the answer itself is the list. */
  readonly list?: string | undefined;
  /** Path of each property within an item. Default: what the property is called. */
  readonly fields?: Partial<Readonly<Record<keyof EndpointDefinition, string>>> | undefined;
}

const PROPERTIES: readonly (keyof EndpointDefinition)[] = [
  'id',
  'url',
  'weight',
  'priority',
  'zone',
  'region',
  'version',
  'cost',
  'metadata',
  'conditions',
];

/**
 * Reads a registry's JSON as a mapping says.
 *
 * @usageNotes
 * ```ts
 * // Eureka: { application: { instance: [{ instanceId, homePageUrl, metadata: { zone } }] } }
 * mapJsonAnswer(answer, {
 *   list: 'application.instance',
 *   fields: { id: 'instanceId', url: 'homePageUrl', zone: 'metadata.zone' },
 * });
 * ```
 * @param answer the parsed body, trusted in nothing
 * @returns the instances, or a sentence that says what is wrong with the answer
 */
export function mapJsonAnswer(
  answer: unknown,
  { list, fields = {} }: JsonMapping = {},
): readonly EndpointDefinition[] | string {
  const items = list === undefined ? answer : at(answer, list);
  if (!Array.isArray(items)) {
    return list === undefined ? 'the answer is not a list' : `the answer has no list at '${list}'`;
  }
  return readEndpoints(
    (items as readonly unknown[]).map((item) =>
      Object.fromEntries(
        PROPERTIES.map((property) => [property, at(item, fields[property] ?? property)]),
      ),
    ),
  );
}

function at(value: unknown, path: string): unknown {
  return path.split('.').reduce(field, value);
}
