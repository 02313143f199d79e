import type { EndpointDefinition } from '../balancing/endpoint';
import { field, readEndpoints } from './read-endpoint';

/** What was good when it was written down. */
export interface RememberedEndpoints {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly endpoints: readonly EndpointDefinition[];
}

const VERSION = 1;
/** Characters: what is longer is not worth its place in a browser's storage. */
const LONGEST = 200_000;
/** Milliseconds: a week. Who was away for longer asks first. */
const LONGEST_AGE = 7 * 24 * 3_600_000;

/** As a text to be kept over a reload; `undefined` when it would be too long. */
export function writeEndpoints({ at, endpoints }: RememberedEndpoints): string | undefined {
  const written = JSON.stringify({ version: VERSION, at, endpoints });
  return written.length > LONGEST ? undefined : written;
}

/**
 * Reads what was kept. Somebody else may have written there, and an old version of ours may have.
 *
 * @param written what was found; trusted in nothing
 * @param now epoch milliseconds
 * @returns `undefined` when it is damaged, too old, of another version, or empty
 */
export function readRemembered(
  written: string | undefined,
  now: number,
): RememberedEndpoints | undefined {
  if (written === undefined || written.length > LONGEST) return undefined;
  const kept = parse(written);
  const at = field(kept, 'at');
  if (field(kept, 'version') !== VERSION || typeof at !== 'number') return undefined;
  // A clock that was set back makes it no older; one that was far ahead makes it worthless.
  if (!(now - at <= LONGEST_AGE && at - now <= LONGEST_AGE)) return undefined;
  const endpoints = readEndpoints(field(kept, 'endpoints'));
  return typeof endpoints === 'string' || endpoints.length === 0 ? undefined : { at, endpoints };
}

function parse(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
