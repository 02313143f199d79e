import type { EndpointDefinition } from './endpoint';

/** Same zone, same region, elsewhere. */
const DISTANCES = 3;

/**
 * Where an instance stands among those that are preferred: by its priority, then by its distance. Without a zone of the
 * caller everybody is as far away as everybody else.
 */
export function rankByDistance(
  { priority = 0, zone, region }: EndpointDefinition,
  from: string | undefined,
): number {
  const home = priority * DISTANCES;
  if (from === undefined || zone === from) return home;
  const there = region ?? regionOf(zone);
  return there !== undefined && there === regionOf(from) ? home + 1 : home + 2;
}

/** `eu-west-1a` lies in `eu-west-1`, `us-central1-a` in `us-central1`, as the clouds name them; other names say nothing. */
function regionOf(zone: string | undefined): string | undefined {
  return zone === undefined ? undefined : /^(.*\d)-?[a-z]$/.exec(zone)?.[1];
}
