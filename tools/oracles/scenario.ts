/** How an alert stands after a step. */
export type State = 'inactive' | 'pending' | 'firing';

/** A rule and what it sees, for both sides. Times are in seconds, as promtool has them. */
export interface Scenario {
  /** A word: it is the name of the rule. */
  readonly name: string;
  /** For promtool: PromQL that has a result while it is bad. */
  readonly expr: string;
  readonly series: readonly {
    readonly name: string;
    readonly values: readonly (number | null)[];
  }[];
  /** Seconds between two steps. */
  readonly step: number;
  readonly for: number;
  readonly keepFiringFor: number;
  /** For us: the rule, and the value of each step. */
  readonly rule: {
    readonly threshold: number;
    readonly bad: 'above' | 'below';
    readonly ofLast?: { readonly bad: number; readonly of: number };
  };
  /** `null`: there is none. A scenario of burn rates has the counts instead. */
  readonly values?: readonly (number | null)[];
  readonly burn?: Burn;
}

/** Calls of each step, and a pair of windows. */
export interface Burn {
  readonly objective: number;
  /** Milliseconds. */
  readonly period: number;
  /** Which of the pairs of windows. */
  readonly severity: 'critical' | 'warning';
  readonly valid: readonly number[];
  readonly bad: readonly number[];
}
