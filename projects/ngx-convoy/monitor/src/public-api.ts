// What ngx-convoy/monitor offers. Everything is listed by name.
export type { Acknowledgement, Alert, AlertSeverity } from 'ngx-convoy/core';
export type { AlertOptions, AlertThresholds } from './alerts/alert-options';
export type { AlertReport } from './alerts/alert-report';
export { AlertRules } from './alerts/alert-rules';
export type { AlertGroup, AlertStanding } from './alerts/alert-standing';
export { AlertStore, type AcknowledgeRequest, type SilenceRequest } from './alerts/alert-store';
export { CallGraph } from './alerts/call-graph';
export { PrometheusRules } from './alerts/prometheus-rules';
export type { ServiceView } from './alerts/service-view';
export { withAnomalyAlerts } from './alerts/with-anomaly-alerts';
export { Anomalies } from './anomalies/anomalies';
export type { Anomaly, WatchedMetric } from './anomalies/anomaly';
export { type ExportSelection, MetricExport } from './export/metric-export';
export {
  ConvoyServiceMonitor,
  type AlertRaised,
  type MonitoredService,
  type ServiceChecked,
} from './convoy-service-monitor';
export { ConvoyServiceHealth, type ConvoyServiceHealthContext } from './convoy-service-health';
export { Connectivity, type SelfOffline } from './health/connectivity';
export type { HealthCheck } from './health/health-check';
export { HealthChecks } from './health/health-checks';
export type { HealthCheckOptions, ServiceCheckOptions } from './health/health-options';
export { fetchHealth, HEALTH_PROBE, type HealthProbe } from './health/health-probe';
export { REACHABILITY, type Reachability } from './health/reachability';
export { type WatchGap, WatchGaps } from './health/watch-gaps';
export type { MonitoringOptions, ServiceMonitoringOptions } from './monitoring-options';
export { type HistoryOptions, MetricMemory, type MemoryStatus } from './history/metric-memory';
export { withHistory } from './history/with-history';
export { type HistoryListener, MetricHistory } from './metrics/metric-history';
export { metricsOf, type ServiceMetrics } from './metrics/service-metrics';
export { type LatencyTrend, Trends } from './metrics/trends';
export { ConvoyAlertNotices } from './notify/alert-notices';
export { ALERT_OUTPUT, type AlertOutput } from './notify/alert-output';
export { withAlertmanager, type AlertmanagerOptions } from './notify/alertmanager';
export {
  DesktopNotifications,
  withDesktopNotifications,
  type DesktopPermission,
} from './notify/desktop-notifications';
export { NotificationReasons, type NotificationReason } from './notify/notification-reasons';
export { Notifier, provideNotifier, type Delivery } from './notify/notifier';
export { OUTPUT_FETCH, type OutputFetch } from './notify/post-json';
export { withAlertWebhook, webhookBody, type WebhookOptions } from './notify/webhook';
export { ServiceMonitor, type InstanceHealth, type ServiceHealth } from './service-monitor';
export { SloBoard, type SloStatus } from './slo/slo-board';
export { withSlos } from './slo/with-slos';
export { withMonitoring } from './with-monitoring';
