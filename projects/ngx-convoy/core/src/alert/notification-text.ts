import type { Alert } from './alert';
import type { Notification } from './alert-dispatch';

/** What a notification says, for people: a line to see at a glance, and a sentence for each alert. */
export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** Puts a notification into words: what began, what goes on and for how long, what is over and how long it took. */
export function notificationText({ firing, resolved, at, reason }: Notification): NotificationText {
  const worst = firing[0] ?? resolved[0];
  const about = worst?.service ?? 'Alerts';
  const count = firing.length;
  const title =
    count === 0
      ? `Resolved: ${about}`
      : `${reason === 'repeat' ? 'Still ' : ''}${worst?.severity ?? 'warning'}: ${about}${count > 1 ? ` and ${count - 1} more` : ''}`;
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    body: [
      ...firing.map((alert) => `${alert.message}${goesOn(alert, at)}`),
      ...resolved.map((alert) => `Over after ${inTime(lasted(alert, at))}: ${alert.message}`),
    ].join('\n'),
  };
}

/** How long an alert has lasted, in milliseconds. */
export function lasted({ since, resolvedAt }: Alert, now: number): number {
  return Math.max(0, (resolvedAt ?? now) - since);
}

/** Such as `42 min`: as exact as one cares to know. */
export function inTime(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 36 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}

function goesOn(alert: Alert, now: number): string {
  const ms = lasted(alert, now);
  const by = alert.acknowledged === undefined ? '' : `, ${alert.acknowledged.by} looks after it`;
  return ms < 60_000 ? '' : ` (for ${inTime(ms)}${by})`;
}
