import { fingerprintOf, type Alert, type Labels } from 'ngx-convoy/core';

/** What is needed to raise an alert of one's own; the rest follows, or is what most alerts have. */
export type AlertReport = Pick<
  Alert,
  'id' | 'service' | 'severity' | 'rule' | 'message' | 'since' | 'state'
> &
  Partial<Omit<Alert, 'labels' | 'acknowledged'>> & {
    /** Added to `alertname`, `service` and `severity`. */
    readonly labels?: Labels | undefined;
  };

/** @param before the alert of that id as it was known, if it was */
export function completeAlert(report: AlertReport, before: Alert | undefined): Alert {
  const { rule, service, severity, state } = report;
  const labels = { ...report.labels, alertname: rule, service, severity };
  const isAlert = state !== 'pending';
  return {
    ...{ value: undefined, threshold: undefined, flapping: false },
    ...{ resolvedAt: undefined, acknowledged: undefined },
    ...report,
    labels,
    fingerprint: report.fingerprint ?? fingerprintOf(labels),
    firedAt: report.firedAt ?? before?.firedAt ?? (isAlert ? report.since : undefined),
  };
}
