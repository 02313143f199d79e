import type { ConsoleFormat } from '../format/console-format';
import { STATUS_ORDER } from '../status/status-words';
import { isReduced, type ServiceView } from './service-view';

/** Services that the sentence names; the others are counted. */
const NAMED = 2;

/** How all services are, in one sentence: `2 of 16 services reduced: recommendations is down since 14:02, …`. */
export function describeFleet(views: readonly ServiceView[], format: ConsoleFormat): string {
  const total = views.length;
  if (total === 0) return 'No service is configured.';
  const services = total === 1 ? '1 service' : `${total} services`;
  const reduced = views
    .filter(isReduced)
    .sort((a, b) => STATUS_ORDER[a.status] - STATUS_ORDER[b.status]);
  if (reduced.length > 0) {
    const named = reduced.slice(0, NAMED).map((view) => describeReduced(view, format));
    const more = reduced.length - named.length;
    const rest = more === 0 ? [] : [`${more} more`];
    return `${reduced.length} of ${services} reduced: ${[...named, ...rest].join('; ')}.`;
  }
  const unheard = views.filter(({ status }) => status === 'unknown').length;
  if (unheard === total)
    return `Nothing was heard of ${total === 1 ? 'the service' : `the ${services}`} yet.`;
  if (unheard > 0)
    return `${total - unheard} of ${services} up, nothing was heard of the others yet.`;
  return total === 1 ? '1 service, and it is up.' : `All ${services} are up.`;
}

function describeReduced(
  { label, status, since, reason }: ServiceView,
  format: ConsoleFormat,
): string {
  const is = status === 'down' ? 'is down' : 'is reduced';
  const when = since === undefined ? '' : ` since ${format.time(since)}`;
  // `its breaker is open: 5 failures in a row`: the row below gives the evidence.
  return `${label} ${is}${when}, ${reason.split(':', 1)[0] ?? reason}`;
}
