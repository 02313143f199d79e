/** `info`: good to know, never calls anybody. `warning`: somebody should look today. `critical`: users feel it now. */
export type AlertSeverity = 'info' | 'warning' | 'critical';

/** From the mildest to the worst. */
export const ALERT_SEVERITIES: readonly AlertSeverity[] = ['info', 'warning', 'critical'];

/** The higher, the worse. */
export function severityRank(severity: AlertSeverity): number {
  return ALERT_SEVERITIES.indexOf(severity);
}
