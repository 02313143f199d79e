/** A row of schema `breaker-scenarios/1`, as far as a comparison looks at it. */
export interface BreakerRow {
  readonly id: string;
  readonly title?: string;
  readonly level?: string;
  /** How close the row is to the test that it was taken from. */
  readonly fidelity?: string;
  readonly source?: { readonly project?: string };
}
