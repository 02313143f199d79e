// What ngx-convoy/monitor offers. Everything is listed by name.
export type { Acknowledgement, Alert, AlertSeverity } from './alerts/alert';
export { AlertStore } from './alerts/alert-store';
export { Connectivity, type SelfOffline } from './health/connectivity';
export type { HealthCheck } from './health/health-check';
export { HealthChecks } from './health/health-checks';
export { fetchHealth, HEALTH_PROBE, type HealthProbe } from './health/health-probe';
export type {
  AlertOptions,
  AlertThresholds,
  HealthCheckOptions,
  MonitoringOptions,
  ServiceMonitoringOptions,
} from './monitoring-options';
export { MetricHistory } from './metrics/metric-history';
export type { ServiceMetrics } from './metrics/service-metrics';
export { ServiceMonitor, type InstanceHealth, type ServiceHealth } from './service-monitor';
export { withMonitoring } from './with-monitoring';
