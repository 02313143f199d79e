import {
  ThresholdRule,
  type CircuitState,
  type ServiceState,
  type ThresholdRuleOptions,
} from 'ngx-convoy/core';
import type { AlertOptions, AlertThresholds } from '../monitoring-options';
import type { ServiceMetrics } from '../metrics/service-metrics';
import type { Alert, AlertSeverity } from './alert';

/** Everything that rules look at, about one service at one moment. */
export interface ServiceView {
  /** What people call it. */
  readonly label: string;
  readonly state: ServiceState;
  readonly circuit: CircuitState;
  readonly circuitReason: string;
  readonly metrics: ServiceMetrics;
  /** What is wrong with its registry; `undefined` when nothing is. */
  readonly registryProblem: string | undefined;
}

/** What a round of rules has changed. */
export interface AlertChanges {
  readonly reported: readonly Alert[];
  /** Ids of alerts that came to nothing. */
  readonly withdrawn: readonly string[];
}

interface Rule {
  readonly name: string;
  readonly severity: AlertSeverity;
  readonly life: ThresholdRule;
  /** For rules about a state: 1 when it is bad, else 0. */
  readonly measure: (view: ServiceView) => number | undefined;
  /** Rules about a number show it next to its threshold; those about a state have none. */
  readonly isNumber: boolean;
  readonly say: (view: ServiceView, value: number) => string;
  /** The alert that is pending or firing. */
  alert: Alert | undefined;
}

/** A number counts as recovered when it is this share of the way back from its threshold to its best value. */
const RECOVERY_SHARE = 0.1;
/** A rule about a state is bad at 1 and good at 0. */
const STATE: ThresholdRuleOptions = { threshold: 0 };

/**
 * The rules about one service, and the alerts that they have raised.
 *
 * Where one cause shows in several rules, the one nearest to the cause speaks: an open breaker silences "is down", and
 * both silence the numbers, which would only repeat it.
 */
export class ServiceAlerts {
  private readonly rules: readonly Rule[];
  private raised = 0;

  constructor(
    private readonly service: string,
    thresholds: Required<{ [K in keyof AlertThresholds]: number }>,
    patience: Required<{ [K in keyof AlertOptions]: number }>,
  ) {
    const { responseTime, errorRate, availability } = thresholds;
    const waits = { for: patience.for, keepFiringFor: patience.keepFiringFor };
    const counted = ({ metrics }: ServiceView): boolean => metrics.wanted >= patience.minimumCalls;

    this.rules = [
      rule('circuit', 'critical', isCircuitBad, ({ label, circuitReason, circuit }) =>
        circuit === 'half-open'
          ? `The circuit of ${label} is half open: trying calls again`
          : `The circuit of ${label} is open: ${circuitReason}`,
      ),
      rule('down', 'critical', isDown, ({ label, state }) => `${label} is down: ${state.reason}`),
      rule('degraded', 'info', isDegraded, ({ label, state }) => `${label}: ${state.reason}`),
      rule(
        'registry',
        'warning',
        ({ registryProblem }) => registryProblem !== undefined,
        ({ label, registryProblem }) => `${label}: the registry ${registryProblem ?? ''}`,
      ),
      numberRule(
        'responseTime',
        'warning',
        { ...waits, threshold: responseTime, recovery: responseTime * (1 - RECOVERY_SHARE) },
        (view) => (counted(view) ? view.metrics.p95 : undefined),
        ({ label }, value) =>
          `95 % of the calls of ${label} take up to ${Math.round(value)} ms; the limit is ${responseTime} ms`,
      ),
      numberRule(
        'errorRate',
        'warning',
        { ...waits, threshold: errorRate, recovery: errorRate * (1 - RECOVERY_SHARE) },
        (view) => (counted(view) ? view.metrics.errorRate : undefined),
        ({ label }, value) =>
          `${percent(value)} of the calls of ${label} fail; the limit is ${percent(errorRate)}`,
      ),
      numberRule(
        'availability',
        'critical',
        {
          ...waits,
          threshold: availability,
          bad: 'below',
          recovery: availability + (1 - availability) * RECOVERY_SHARE,
        },
        (view) => (counted(view) ? view.metrics.availability : undefined),
        ({ label }, value) =>
          `${percent(value)} of the calls of ${label} are answered; the limit is ${percent(availability)}`,
      ),
    ];
  }

  evaluate(view: ServiceView, now: number): AlertChanges {
    const reported: Alert[] = [];
    const withdrawn: string[] = [];
    for (const rule of this.rules) {
      const value = rule.measure(view);
      const phase = rule.life.evaluate(value, now);
      const before = rule.alert;
      if (phase === 'inactive') {
        if (before !== undefined) withdrawn.push(before.id);
        rule.alert = undefined;
      } else if (phase === 'resolved') {
        if (before !== undefined) reported.push(over(before, now));
        rule.alert = undefined;
      } else {
        const after = this.describe(rule, view, value, phase === 'pending' ? phase : 'firing', now);
        if (!isSame(before, after)) reported.push(after);
        rule.alert = after;
      }
    }
    return { reported, withdrawn };
  }

  /** The service is gone, and with it whatever was wrong. */
  end(now: number): AlertChanges {
    const alerts = this.rules.flatMap(({ alert }) => alert ?? []);
    return {
      reported: alerts.filter(({ state }) => state === 'firing').map((alert) => over(alert, now)),
      withdrawn: alerts.filter(({ state }) => state === 'pending').map(({ id }) => id),
    };
  }

  private describe(
    rule: Rule,
    view: ServiceView,
    value: number | undefined,
    state: 'pending' | 'firing',
    now: number,
  ): Alert {
    const { alert: before, life, name, severity, isNumber } = rule;
    if (before === undefined) this.raised += 1;
    return {
      id: before?.id ?? `${this.service}/${name}/${now}-${this.raised}`,
      service: this.service,
      severity,
      rule: name,
      // While it recovers there may be nothing to measure: the last words stand.
      message: value === undefined ? (before?.message ?? '') : rule.say(view, value),
      value: isNumber ? (value ?? before?.value) : undefined,
      threshold: isNumber ? life.threshold : undefined,
      since: life.since ?? now,
      state,
      resolvedAt: undefined,
      acknowledged: undefined,
    };
  }
}

function rule(
  name: string,
  severity: AlertSeverity,
  isBad: (view: ServiceView) => boolean,
  say: Rule['say'],
): Rule {
  const measure = (view: ServiceView): number => (isBad(view) ? 1 : 0);
  return {
    ...{ name, severity, measure, say },
    life: new ThresholdRule(STATE),
    isNumber: false,
    alert: undefined,
  };
}

function numberRule(
  name: keyof AlertThresholds,
  severity: AlertSeverity,
  options: ThresholdRuleOptions,
  read: Rule['measure'],
  say: Rule['say'],
): Rule {
  const measure: Rule['measure'] = (view) =>
    isCircuitBad(view) || isDown(view) ? undefined : read(view);
  return {
    ...{ name, severity, measure, say },
    life: new ThresholdRule(options),
    isNumber: true,
    alert: undefined,
  };
}

/** A half-open breaker is not a good one yet: the alert lasts until it closes. */
function isCircuitBad({ circuit }: ServiceView): boolean {
  return circuit === 'open' || circuit === 'forced-open' || circuit === 'half-open';
}

function isDown(view: ServiceView): boolean {
  return view.state.status === 'down' && !isCircuitBad(view);
}

function isDegraded(view: ServiceView): boolean {
  return view.state.status === 'degraded' && !isCircuitBad(view);
}

function over(alert: Alert, now: number): Alert {
  return { ...alert, state: 'resolved', resolvedAt: now };
}

/** Numbers that a reader could not tell apart are not worth a new alert object. */
function isSame(before: Alert | undefined, after: Alert): boolean {
  return (
    before?.state === after.state &&
    before.message === after.message &&
    before.since === after.since
  );
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
