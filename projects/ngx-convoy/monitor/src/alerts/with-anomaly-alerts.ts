import { inject, provideEnvironmentInitializer } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from 'ngx-convoy';
import type { Anomaly } from '../anomalies/anomaly';
import { Anomalies } from '../anomalies/anomalies';
import { AlertRules } from './alert-rules';
import type { ServiceView } from './service-view';

const METRICS: readonly Anomaly['metric'][] = ['p95', 'errorRate', 'throughput'];

/**
 * Shows what is not as usual among the alerts: as `info`, which never calls anybody by itself. Needs `withMonitoring`.
 *
 * What is unusual is a hint for whoever looks at an outage; as an alarm it would ring on every busy Monday.
 */
export function withAnomalyAlerts(): ConvoyExtension<'anomaly-alerts'> {
  return convoyExtension('anomaly-alerts', [
    provideEnvironmentInitializer(() => {
      const anomalies = inject(Anomalies);
      const rules = inject(AlertRules);
      for (const metric of METRICS) {
        const find = ({ service }: ServiceView): Anomaly | undefined =>
          anomalies
            .of(service)()
            .find((each) => each.metric === metric);
        rules.add({
          name: `anomaly-${metric}`,
          severity: 'info',
          threshold: 0,
          isNumber: false,
          measure: (view) => (find(view) === undefined ? 0 : 1),
          describe: (view) => find(view)?.explanation ?? '',
        });
      }
    }),
  ]);
}
