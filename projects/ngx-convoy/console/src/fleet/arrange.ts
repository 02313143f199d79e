import { groupBy } from '../format/group-by';
import { STATUS_ORDER } from '../status/status-words';
import { isReduced, type ServiceView } from './service-view';

/** By what the rows are sorted. */
export type ServiceOrder = 'name' | 'state';

/** The rows under one heading. */
export interface ServiceGroup {
  /** Empty for services without a group. */
  readonly name: string;
  readonly services: readonly ServiceView[];
  readonly reduced: number;
}

/**
 * Rows by group, sorted within it.
 *
 * Groups keep their order whatever happens, except when sorted by state: then the group with the worst service is first.
 */
export function arrange(
  views: readonly ServiceView[],
  order: ServiceOrder,
): readonly ServiceGroup[] {
  const groups = [...groupBy(views, ({ group }) => group)].map(([name, members]) => ({
    name,
    services: [...members].sort(order === 'name' ? byName : byState),
    reduced: members.filter(isReduced).length,
  }));
  return order === 'name' ? groups : groups.sort((a, b) => worst(a) - worst(b));
}

function byName(a: ServiceView, b: ServiceView): number {
  // No collator: it would cost more than all the rest of a row.
  return a.label < b.label ? -1 : a.label > b.label ? 1 : 0;
}

function byState(a: ServiceView, b: ServiceView): number {
  return STATUS_ORDER[a.status] - STATUS_ORDER[b.status] || byName(a, b);
}

function worst({ services }: ServiceGroup): number {
  const first = services[0];
  return first === undefined ? Infinity : STATUS_ORDER[first.status];
}
