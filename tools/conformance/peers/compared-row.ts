import type { BreakerScenario } from '../../../projects/ngx-convoy/core/src/conformance/breaker-scenario';

/** A row with what a comparison wants to know about it as well. */
export interface ComparedRow extends BreakerScenario {
  readonly fidelity?: 'exact' | 'adapted' | 'derived';
  /** Options that not every breaker has. */
  readonly requires?: readonly string[];
  readonly source?: { readonly project?: string };
}
