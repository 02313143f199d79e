import type { ServiceState } from '../pipeline/service-status';
import type { Plan } from './plan';

/** Which services there are, for whoever composes a plan. */
export interface PlanRegistry {
  /** Names, in the order in which they were added. */
  readonly services: readonly string[];
  /** How it is, and why; `undefined` when there is no such service. */
  state(service: string): ServiceState | undefined;
}

/** A plan that is worked out when it is run, from what is asked and from which services are there. */
export interface Composition<out R, in C, out A = unknown> {
  readonly kind: 'composition';
  readonly compose: (context: C, registry: PlanRegistry) => Plan<R, A>;
}

/**
 * A plan that depends on the request's context and on which services are there.
 *
 * Like every plan it is checked before it runs.
 *
 * @usageNotes
 * ```ts
 * const page = compose(({ customer }: { customer: number }, registry) =>
 *   parallel({
 *     orders: service<Order[]>('orders', `/orders?customerId=${customer}`),
 *     tips: registry.services.includes('tips-v2')
 *       ? service<Tip[]>('tips-v2', `/tips/${customer}`)
 *       : service<Tip[]>('tips', `/tips/${customer}`),
 *   }),
 * );
 * ```
 */
export function compose<C, R, A>(
  composition: (context: C, registry: PlanRegistry) => Plan<R, A>,
): Composition<R, C, A> {
  return { kind: 'composition', compose: composition };
}
