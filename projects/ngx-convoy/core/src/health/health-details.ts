import type { HealthCheckDetail, HealthFormat } from './health-answer';
import { statusOfWord } from './health-words';

/** An object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

/** A page of checks is enough for anybody; a text longer than this is cut. */
const MAX_CHECKS = 100;
const MAX_TEXT = 500;
const MAX_ENDPOINTS = 50;
/** Actuator's components have components of their own. */
const MAX_DEPTH = 3;

/** Where a dialect keeps its parts. */
const PARTS: Readonly<Record<HealthFormat, readonly string[]>> = {
  'health+json': ['checks'],
  actuator: ['components', 'details'],
  aspnet: ['entries'],
  terminus: ['details'],
  plain: [],
  unreadable: ['checks', 'components', 'details', 'entries'],
};

/** The parts of an answer, at most 100. */
export function readDetails(body: Fields, format: HealthFormat): readonly HealthCheckDetail[] {
  const found: HealthCheckDetail[] = [];
  const parts = PARTS[format].map((name) => body[name]).find(isFields);
  if (parts !== undefined) collect(parts, '', format, 1, found);
  return found;
}

function collect(
  parts: Fields,
  prefix: string,
  format: HealthFormat,
  depth: number,
  found: HealthCheckDetail[],
): void {
  for (const [key, value] of Object.entries(parts)) {
    const name = text(prefix + key) ?? prefix;
    // The draft has a list per name: one entry for each node.
    for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (found.length === MAX_CHECKS) return;
      if (!isFields(entry)) continue;
      found.push(detailOf(name, entry));
      const inner = entry['components'];
      if (format === 'actuator' && isFields(inner) && depth < MAX_DEPTH) {
        collect(inner, `${name}/`, format, depth + 1, found);
      }
    }
  }
}

function detailOf(name: string, entry: Fields): HealthCheckDetail {
  const word = entry['status'];
  const affectedEndpoints = endpointsOf(entry['affectedEndpoints']);
  return {
    name,
    // A part that does not know how it is does not make the whole doubtful.
    status: isUnknown(word) ? 'pass' : (statusOfWord(word) ?? 'pass'),
    output: isUnknown(word) ? 'unknown' : outputOf(entry),
    ...(affectedEndpoints.length > 0 ? { affectedEndpoints } : {}),
  };
}

function isUnknown(word: unknown): boolean {
  return typeof word === 'string' && word.toLowerCase() === 'unknown';
}

function endpointsOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[])
    .flatMap((each) => (typeof each === 'string' ? (text(each) ?? []) : []))
    .slice(0, MAX_ENDPOINTS);
}

/** In the words of the draft, ASP.NET Core, Terminus; else what was observed. */
function outputOf(entry: Fields): string | undefined {
  const details = isFields(entry['details']) ? entry['details'] : {};
  const said =
    text(entry['output']) ??
    text(entry['description']) ??
    text(entry['message']) ??
    text(details['error']);
  if (said !== undefined) return said;
  const value = entry['observedValue'];
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  return text(`${value} ${text(entry['observedUnit']) ?? ''}`);
}

/** Text that is there, without blanks around it and not too long. */
export function text(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const trimmed = value.trim();
  if (trimmed === '') return undefined;
  return trimmed.length > MAX_TEXT ? `${trimmed.slice(0, MAX_TEXT - 1)}…` : trimmed;
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
