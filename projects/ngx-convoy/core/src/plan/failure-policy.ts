/**
 * What the failure of one task means for the others of its plan.
 *
 * - `fail-fast`: the plan fails at once, and everything under way is aborted.
 * - `skip-dependents`: whoever needs its result is skipped, the rest goes on.
 * - `settle`: whoever needs its result is told how it ended, and goes on.
 */
export type FailurePolicy = 'fail-fast' | 'skip-dependents' | 'settle';

/** Beside the policies that a plan may have as its default, a task may have a value that stands in for its result. */
export type TaskPolicy = FailurePolicy | 'value';

/** How a task ended whose policy is `settle`. */
export type Settled<T> =
  | { readonly status: 'done'; readonly value: T }
  | { readonly status: 'failed'; readonly error: unknown }
  /** It never began: something that it needs is missing, or its service was known to be down. */
  | { readonly status: 'skipped'; readonly reason: string };
