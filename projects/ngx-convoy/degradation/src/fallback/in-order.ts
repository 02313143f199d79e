import type { Fallback } from 'ngx-convoy';

/**
 * Failover before fallback: what other services answer is live, so they come first, whatever the list says; all else in the
 * order of the list.
 */
export function inOrder(fallbacks: readonly Fallback[]): readonly Fallback[] {
  const services = fallbacks.filter(({ kind }) => kind === 'service');
  if (services.length === 0) return fallbacks;
  return [...services, ...fallbacks.filter(({ kind }) => kind !== 'service')];
}
