import { AlertRule, stateRule, type InhibitionRule } from 'ngx-convoy/core';
import type { ResolvedMonitoring } from '../monitoring-options';
import type { AlertThresholds } from './alert-options';
import type { ServiceView } from './service-view';

/** A number counts as recovered when it is this share of the way back from its threshold to its best value. */
const RECOVERY_SHARE = 0.1;

/** The rules that every service has without asking. */
export function builtInRules(options: ResolvedMonitoring): readonly AlertRule<ServiceView>[] {
  const { ownThresholds } = options;
  const general = numberRules(options, options.thresholds(''), { except: ownThresholds });
  const own = ownThresholds.flatMap((service) =>
    numberRules(options, options.thresholds(service), { service }),
  );
  return [...STATE_RULES, ...general, ...own];
}

/**
 * Where one cause shows in several rules, the one nearest to the cause speaks: an open breaker and a service that is down
 * silence the numbers, which would only repeat it.
 */
export const BUILT_IN_INHIBITIONS: readonly InhibitionRule[] = [
  {
    source: [{ name: 'alertname', operator: '=~', value: 'circuit|down' }],
    target: [
      {
        name: 'alertname',
        operator: '=~',
        value: 'responseTime|errorRate|availability|slo-.*|anomaly-.*',
      },
    ],
    equal: ['service'],
  },
  {
    source: [{ name: 'alertname', operator: '=~', value: 'slo-.*-fast' }],
    target: [{ name: 'alertname', operator: '=~', value: 'slo-.*-slow' }],
    equal: ['service', 'slo'],
  },
];

const STATE_RULES: readonly AlertRule<ServiceView>[] = [
  stateRule<ServiceView>({
    name: 'circuit',
    severity: 'critical',
    isBad: isCircuitBad,
    describe: ({ label, circuitReason, circuit }) =>
      circuit === 'half-open'
        ? `The circuit of ${label} is half open: trying calls again`
        : `The circuit of ${label} is open: ${circuitReason}`,
  }),
  stateRule<ServiceView>({
    name: 'down',
    severity: 'critical',
    isBad: (view) => view.state.status === 'down' && !isCircuitBad(view),
    describe: ({ label, state }) => `${label} is down: ${state.reason}`,
  }),
  stateRule<ServiceView>({
    name: 'degraded',
    severity: 'info',
    isBad: (view) => view.state.status === 'degraded' && !isCircuitBad(view),
    describe: ({ label, state }) => `${label}: ${state.reason}`,
  }),
  stateRule<ServiceView>({
    name: 'registry',
    severity: 'warning',
    isBad: ({ registryProblem }) => registryProblem !== undefined,
    describe: ({ label, registryProblem }) => `${label}: the registry ${registryProblem ?? ''}`,
  }),
];

/** One service, or all but some that have rules of their own. */
export type RuleScope = { readonly service: string } | { readonly except: readonly string[] };

/** The rules about a service's numbers, for these thresholds. */
export function numberRules(
  { alerts }: ResolvedMonitoring,
  thresholds: Required<{ [K in keyof AlertThresholds]: number }>,
  scope: RuleScope,
): readonly AlertRule<ServiceView>[] {
  const { responseTime, errorRate, availability } = thresholds;
  const { appliesTo, selector } = within(scope);
  const waits = { for: alerts.for, keepFiringFor: alerts.keepFiringFor, appliesTo };
  const counted =
    (read: (view: ServiceView) => number | undefined) =>
    (view: ServiceView): number | undefined =>
      view.metrics.wanted >= alerts.minimumCalls ? read(view) : undefined;
  const enough = `and (${calls(WANTED, selector)} >= ${alerts.minimumCalls})`;
  return [
    new AlertRule<ServiceView>({
      ...waits,
      name: 'responseTime',
      promql: `1000 * histogram_quantile(0.95, sum by (service, le) (rate(http_client_request_duration_seconds_bucket{${selector}}[1m]))) ${enough}`,
      threshold: responseTime,
      recovery: responseTime * (1 - RECOVERY_SHARE),
      measure: counted(({ metrics }) => metrics.p95),
      describe: ({ label }, value) =>
        `95 % of the calls of ${label} take up to ${Math.round(value)} ms; the limit is ${responseTime} ms`,
    }),
    new AlertRule<ServiceView>({
      ...waits,
      name: 'errorRate',
      promql: `${calls(BAD, selector)} / ${calls(WANTED, selector)} ${enough}`,
      threshold: errorRate,
      recovery: errorRate * (1 - RECOVERY_SHARE),
      measure: counted(({ metrics }) => metrics.errorRate),
      describe: ({ label }, value) =>
        `${percent(value)} of the calls of ${label} fail; the limit is ${percent(errorRate)}`,
    }),
    new AlertRule<ServiceView>({
      ...waits,
      name: 'availability',
      promql: `clamp_max((${calls(ANSWERED, selector)}) / (${calls(WANTED, selector)}), 1) ${enough}`,
      severity: 'critical',
      threshold: availability,
      bad: 'below',
      recovery: availability + (1 - availability) * RECOVERY_SHARE,
      measure: counted(({ metrics }) => metrics.availability),
      describe: ({ label }, value) =>
        `${percent(value)} of the calls of ${label} are answered; the limit is ${percent(availability)}`,
    }),
  ];
}

/** Whom rules are for, here and in PromQL. */
function within(scope: RuleScope): {
  readonly appliesTo: (name: string) => boolean;
  readonly selector: string;
} {
  if ('service' in scope) {
    const { service } = scope;
    return { appliesTo: (name) => name === service, selector: `service="${service}"` };
  }
  const { except } = scope;
  return {
    appliesTo: (name) => !except.includes(name),
    selector: except.length === 0 ? '' : `service!~"${except.join('|')}"`,
  };
}

/** Outcomes as the metrics name them. */
const WANTED = 'outcome!~"fallback|cancelled"';
const BAD = 'outcome=~"server|network|timeout|rejected"';
const ANSWERED = 'outcome=~"success|client|fallback"';

/** Calls of the last minute in PromQL. */
function calls(outcome: string, selector: string): string {
  const labels = [outcome, selector].filter((each) => each !== '').join(',');
  return `sum by (service) (increase(convoy_service_calls_total{${labels}}[1m]))`;
}

/** A half-open breaker is not a good one yet: the alert lasts until it closes. */
function isCircuitBad({ circuit }: ServiceView): boolean {
  return circuit === 'open' || circuit === 'forced-open' || circuit === 'half-open';
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
