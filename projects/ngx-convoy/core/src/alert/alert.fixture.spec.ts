import type { Alert } from './alert';
import { fingerprintOf, type Labels } from './labels';

/** A firing alert, for specs. */
export function someAlert(changes: Partial<Alert> = {}, extra: Labels = {}): Alert {
  const service = changes.service ?? 'orders';
  const severity = changes.severity ?? 'warning';
  const rule = changes.rule ?? 'errorRate';
  const labels = { alertname: rule, service, severity, ...extra };
  return {
    id: `${service}/${rule}`,
    fingerprint: fingerprintOf(labels),
    labels,
    service,
    severity,
    rule,
    message: `${rule} of ${service}`,
    value: undefined,
    threshold: undefined,
    since: 0,
    firedAt: 0,
    state: 'firing',
    flapping: false,
    resolvedAt: undefined,
    acknowledged: undefined,
    ...changes,
  };
}
