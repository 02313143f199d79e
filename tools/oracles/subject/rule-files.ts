// Runs in the bundle with the library: what is exported of several set-ups.
import { AlertRule, Slo, type SloIndicator } from 'ngx-convoy/core';
import { builtInRules } from '../../../projects/ngx-convoy/monitor/src/alerts/built-in-rules';
import { ruleFileOf } from '../../../projects/ngx-convoy/monitor/src/alerts/prometheus-rules';
import { resolveMonitoring } from '../../../projects/ngx-convoy/monitor/src/monitoring-options';
import { burnRules } from '../../../projects/ngx-convoy/monitor/src/slo/burn-rules';

const indicators: readonly SloIndicator[] = ['success', 'availability', { latency: 250 }];

/** By what they are made of. */
export const files: Readonly<Record<string, string>> = {
  defaults: ruleFileOf(builtInRules(resolveMonitoring())),
  'services with limits of their own': ruleFileOf(
    builtInRules(
      resolveMonitoring({
        alerts: { for: 0, keepFiringFor: 90_500 },
        services: {
          orders: { alertThresholds: { responseTime: 300 } },
          users: { alertThresholds: { errorRate: 0.01 } },
        },
      }),
    ),
  ),
  SLOs: ruleFileOf(
    indicators.flatMap((indicator, index) =>
      burnRules(new Slo({ name: `slo-${index}`, service: 'orders', objective: 0.99, indicator }), {
        labelOf: () => 'Orders',
        count: () => ({ valid: 0, bad: 0 }),
      }).map((options) => new AlertRule(options)),
    ),
  ),
  'a rule of the app': ruleFileOf([
    new AlertRule({
      name: 'queueIsLong',
      threshold: 10,
      ofLast: { bad: 3, of: 5 },
      labels: { team: `a "quoted" \\ 'one'` },
      promql: 'max by (service) (ft_bulkhead_executions_waiting)',
      measure: () => 0,
      describe: () => '',
    }),
  ]),
};
