import type { Provenance } from '../provenance/provenance';

/**
 * - `available`: works as it should
 * - `degraded`: works with something in the place of what is missing
 * - `unavailable`: does not work
 */
export type Availability = 'available' | 'degraded' | 'unavailable';

/** How a feature is. A new object whenever something in it changed. */
export interface FeatureState {
  /** Its name. */
  readonly feature: string;
  /** What people call it. */
  readonly label: string;
  readonly state: Availability;
  /** Why, in words. Empty while it is available. */
  readonly reason: string;
  /** Where the data was last taken from, of the service that is worst; `undefined` before the first answer. */
  readonly provenance: Provenance | undefined;
  /** Epoch milliseconds since which it is in this state. */
  readonly since: number;
}
