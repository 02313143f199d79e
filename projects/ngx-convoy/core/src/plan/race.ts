import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { createPlan, type NamedSteps } from './create-plan';
import type { Plan, PlanOptions } from './plan';
import type { FreeSteps, ResultsOf } from './plan-results';

/** Who won a race, and with what. */
export type Winner<A> = {
  readonly [K in keyof A]: { readonly winner: K; readonly value: A[K] };
}[keyof A];

/**
 * The same question to several: the first good answer wins, and the others are called off. It fails only when all have.
 *
 * @usageNotes
 * ```ts
 * const rate = race({ ecb: service<Rate>('ecb', '/eur-usd'), fed: service<Rate>('fed', '/usd-eur') });
 * const { winner, value } = await run(rate).result;
 * ```
 * @throws ConfigurationError when an option is out of its range, or nobody takes part
 */
export function race<B extends FreeSteps>(
  steps: B,
  options?: PlanOptions,
): Plan<Winner<ResultsOf<B, 'fail-fast'>>, Partial<ResultsOf<B, 'fail-fast'>>>;
export function race(steps: NamedSteps, options: PlanOptions = {}): Plan<unknown> {
  const entries = Object.entries(steps);
  if (entries.length === 0) {
    throw new ConfigurationError(
      'steps',
      entries,
      inWords(() => 'at least one step'),
    );
  }
  // What one failure means is said by the race.
  return createPlan('race', entries, options, 'settle');
}
