import type { NotificationReason, AlertStanding } from 'ngx-convoy/monitor';
import type { AlertSeverity } from 'ngx-convoy/core';
import type { ConsoleFormat } from '../format/console-format';

export const SEVERITY_WORDS: Readonly<Record<AlertSeverity, string>> = {
  critical: 'Critical',
  warning: 'Warning',
  info: 'Info',
};

/** Everything that is to be seen of an alert at a glance, besides how bad it is. */
export function marksOf(standing: AlertStanding): readonly string[] {
  const { alert, silencedBy, inhibitedBy, maintenance, isOffline } = standing;
  return [
    ...(alert.state === 'pending' ? ['Pending'] : []),
    ...(alert.state === 'no-data' ? ['No data'] : []),
    ...(alert.flapping ? ['Flapping'] : []),
    ...(alert.acknowledged === undefined ? [] : ['Acknowledged']),
    ...(silencedBy.length > 0 ? ['Silenced'] : []),
    ...(inhibitedBy.length > 0 ? ['Inhibited'] : []),
    ...(maintenance === undefined ? [] : ['Maintenance']),
    ...(isOffline ? ['You are offline'] : []),
  ];
}

/** Why people were told of an alert, or were not, in a sentence. */
export function reasonInWords(
  reason: NotificationReason,
  format: ConsoleFormat,
  labelOf: (service: string) => string,
): string {
  switch (reason.kind) {
    case 'pending':
      return `Not told yet: bad since ${format.time(reason.since)}, but not for long enough.`;
    case 'no-data':
      return 'Nothing can be measured any more: it is neither still bad nor good again.';
    case 'info':
      return 'Not told: what is only information calls nobody by itself.';
    case 'offline':
      return 'Not told: it is your own network that fails, so nothing is known of the service.';
    case 'maintenance':
      return `Not told: there is maintenance, “${reason.window.name}”.`;
    case 'silenced': {
      const { by, comment, endsAt } = reason.silence;
      return `Not told: silenced by ${by} until ${format.time(endsAt)}: ${comment}`;
    }
    case 'inhibited': {
      const by = reason.by.map(({ rule, service }) => `${rule} of ${labelOf(service)}`).join(', ');
      return reason.rootCause === undefined
        ? `Not told: ${by} says it already.`
        : `Not told: it depends on ${labelOf(reason.rootCause)}, which is down (${by}).`;
    }
    case 'acknowledged': {
      const { by, until } = reason.acknowledgement;
      const end = until === undefined ? 'until it is over' : `until ${format.time(until)}`;
      return `Not repeated: ${by} looks after it ${end}, or until it gets worse.`;
    }
    case 'no-output':
      return 'Not told: this app has nobody to tell; it is only shown here.';
    case 'other-tab':
      return 'Another tab of this app tells for all of them.';
    case 'waiting':
      return `To be told at ${format.timeToSecond(reason.until)}, with what belongs to it.`;
    case 'told':
      return `Told at ${format.timeToSecond(reason.at)} by ${reason.outputs.join(', ')}.`;
  }
}
