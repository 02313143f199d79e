import type { Availability } from 'ngx-convoy/core';
import type { Provenance } from '../provenance/provenance';

/**
 * What it is that keeps a feature from being as it should.
 *
 * - `service`: one of the services that it is made of
 * - `offline`: the user's own network
 * - `level`: somebody holds the app at a level that does not offer it
 * - `flag`: its flag is off. Then it is not there on purpose, and nobody is told that something is missing.
 */
export type FeatureCause = 'service' | 'offline' | 'level' | 'flag';

/** How a feature is. A new object whenever something in it changed. */
export interface FeatureState {
  /** Its name. */
  readonly feature: string;
  /** What people call it. */
  readonly label: string;
  readonly state: Availability;
  /** What it suffers from; `undefined` while it is available. */
  readonly cause: FeatureCause | undefined;
  /** Why, in words. Empty while it is available. */
  readonly reason: string;
  /** Where the data was last taken from, of the service that is worst; `undefined` before the first answer. */
  readonly provenance: Provenance | undefined;
  /** Epoch milliseconds since which it is in this state. */
  readonly since: number;
}
