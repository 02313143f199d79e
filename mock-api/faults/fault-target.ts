import type { FaultType } from './fault.ts';
import type { FaultSet } from './fault-set.ts';

/** What faults can be set on: an instance of a service, or the registry. */
export interface FaultTarget {
  readonly service: string;
  readonly id: string;
  readonly faults: FaultSet;
  readonly faultTypes: readonly FaultType[];
  /**
   * Resolves when the last change of faults is in force.
   * @throws Problem when the listener cannot open again.
   */
  settled(): Promise<void>;
}
