import type { ServiceState, ServiceStatus } from './service-status';

/** How bad a status is. Nobody knows of an unknown one that it is bad. */
export const SEVERITY: Readonly<Record<ServiceStatus, number>> = {
  unknown: 0,
  up: 0,
  degraded: 1,
  down: 2,
};

/** The worse of two states; the first one when they are equally bad. */
export function worseOf(one: ServiceState, other: ServiceState | undefined): ServiceState {
  if (other === undefined) return one;
  return SEVERITY[other.status] > SEVERITY[one.status] ? other : one;
}
