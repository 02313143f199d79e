import type { PlanGraph } from './plan-graph';
import type { Runnable } from './runnable';

/** In which order the tasks of a plan run, and when it is over. */
export type PlanStrategy = 'parallel' | 'sequential' | 'priority' | 'race' | 'dag';

/** How a plan as a whole is run. Every field is optional. */
export interface PlanOptions {
  /** What people call it; durations of its tasks are remembered under this name, so that the next run can plan ahead. */
  readonly name?: string | undefined;
  /** Tasks under way at the same time, >= 1. Default: no limit; 6 for `priority`; always 1 for `sequential`. */
  readonly concurrency?: number | undefined;
  /**
   * Milliseconds, > 0, for the whole plan. Then every task that has not ended fails, each by its own policy: what may be
   * missing is missing.
   */
  readonly deadline?: number | undefined;
}

/** Carries the types of the results by name. Nothing has this property. */
declare const BY_NAME: unique symbol;

/**
 * What is to be done, as data: nothing happens until somebody runs it.
 *
 * `R`: what comes of it. `A`: the results of its steps by name.
 */
export interface Plan<out R, out A = unknown> extends Runnable<R> {
  readonly kind: 'plan';
  readonly [BY_NAME]?: A;
  readonly strategy: PlanStrategy;
  readonly name: string | undefined;
  readonly concurrency: number;
  /** Milliseconds; `Infinity` without a limit. */
  readonly deadline: number;
  readonly graph: PlanGraph;
}

/** The plan's own name, or its strategy. */
export function nameOf({ name, strategy }: Plan<unknown>): string {
  return name ?? strategy;
}
