import { createPlan, type NamedSteps } from './create-plan';
import type { FailurePolicy } from './failure-policy';
import type { PolicyOptions } from './layered-plan';
import type { Plan } from './plan';
import type { FreeSteps, PlanOf } from './plan-results';

/** As many as a browser opens connections to one host over HTTP/1.1. */
const CONCURRENCY = 6;

/**
 * The most urgent first, a few at a time; those of the same priority as they are written.
 *
 * @usageNotes
 * ```ts
 * priority(
 *   {
 *     hero: service<Story>('content', '/articles/4', { priority: 'critical' }),
 *     more: service<Story[]>('content', '/articles', { priority: 'low' }),
 *   },
 *   { concurrency: 2 },
 * );
 * ```
 * @throws ConfigurationError when an option is out of its range
 */
export function priority<B extends FreeSteps, F extends FailurePolicy = 'fail-fast'>(
  steps: B,
  options?: PolicyOptions<F>,
): PlanOf<B, F>;
export function priority(
  steps: NamedSteps,
  options: PolicyOptions<FailurePolicy> = {},
): Plan<unknown> {
  const { concurrency = CONCURRENCY, onFailure } = options;
  return createPlan('priority', Object.entries(steps), { ...options, concurrency }, onFailure);
}
