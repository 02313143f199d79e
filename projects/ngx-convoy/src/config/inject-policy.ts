import { InjectionToken, type Injector } from '@angular/core';
import type { BalancingChoice, BalancingOptions } from 'ngx-convoy/core';

/** An own balancing policy that is injected, so that it may use what else is injected. */
export type PolicyToken = InjectionToken<BalancingChoice>;

/** How the instance for an attempt is chosen, beside what core takes by the token of an own policy. */
export type BalancingConfig =
  | BalancingChoice
  | PolicyToken
  | (Omit<BalancingOptions, 'policy'> & {
      readonly policy?: BalancingChoice | PolicyToken | undefined;
    });

/**
 * Takes the policies out of the injector that are named by a token.
 *
 * @usageNotes
 * ```ts
 * export const CHEAPEST = new InjectionToken<PickFunction>('CHEAPEST', {
 *   factory: () => {
 *     const tariffs = inject(Tariffs);
 *     return (candidates) => tariffs.cheapest(candidates);
 *   },
 * });
 * // services: [{ name: 'search', match: '/api/search', balancing: CHEAPEST, instances: [...] }]
 * ```
 */
export function injectPolicy(
  balancing: BalancingConfig | undefined,
  injector: Injector,
): BalancingChoice | BalancingOptions | undefined {
  if (balancing instanceof InjectionToken) return injector.get(balancing);
  if (typeof balancing !== 'object' || 'createPicker' in balancing) return balancing;
  const { policy, ...options } = balancing;
  return { ...options, policy: policy instanceof InjectionToken ? injector.get(policy) : policy };
}
