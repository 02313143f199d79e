import {
  errorBudget,
  inTime,
  worstBurn,
  type AlertRuleOptions,
  type AlertSeverity,
  type Burn,
  type Slo,
  type SloCount,
} from 'ngx-convoy/core';
import type { ServiceView } from '../alerts/service-view';

/** What the rules of an SLO read. */
export interface BurnSource {
  /** What people call the service. */
  readonly labelOf: () => string;
  /** Calls in the last so many milliseconds. */
  readonly count: (windowMs: number, now: number) => SloCount;
}

/**
 * The two rules of an SLO: `slo-…-fast` calls somebody, `slo-…-slow` can wait until tomorrow. Both have the label `slo`, so
 * that the slow one is silent while the fast one fires.
 */
export function burnRules(slo: Slo, source: BurnSource): readonly AlertRuleOptions<ServiceView>[] {
  return [rule(slo, 'fast', 'critical', source), rule(slo, 'slow', 'warning', source)];
}

function rule(
  slo: Slo,
  pace: 'fast' | 'slow',
  severity: AlertSeverity,
  { labelOf, count }: BurnSource,
): AlertRuleOptions<ServiceView> {
  let last: { readonly burn: Burn; readonly now: number } | undefined;
  return {
    name: `slo-${slo.name}-${pace}`,
    severity,
    labels: { slo: slo.name },
    threshold: 1,
    // Without calls nothing burns.
    noData: 'ok',
    appliesTo: (service) => service === slo.service,
    measure: (_, now) => {
      const burn = worstBurn(slo, severity, (windowMs) => count(windowMs, now));
      last = burn && { burn, now };
      return burn?.excess;
    },
    describe: () =>
      last === undefined ? '' : describe(slo, labelOf(), last.burn, last.now, count),
    isNumber: false,
    promql: burnInPromql(slo, severity),
  };
}

/** How far both windows of the worst pair are beyond what is allowed, as {@link worstBurn} has it. */
function burnInPromql(slo: Slo, severity: AlertSeverity): string {
  const { service, indicator, minimumCalls, minimumBad } = slo;
  const inWindow = (metric: string, labels: string, ms: number): string =>
    `sum by (service) (increase(${metric}{service="${service}"${labels}}[${Math.ceil(ms / 1_000)}s]))`;
  const valid = (ms: number): string =>
    inWindow('convoy_service_calls_total', ',outcome!~"fallback|cancelled"', ms);
  const bad = (ms: number): string => {
    const failed = inWindow(
      'convoy_service_calls_total',
      ',outcome=~"server|network|timeout|rejected"',
      ms,
    );
    if (indicator === 'success') return failed;
    if (indicator === 'availability') {
      const instead = inWindow('convoy_service_calls_total', ',outcome="fallback"', ms);
      return `clamp_min(${failed} - ${instead}, 0)`;
    }
    const inTime = inWindow(
      'http_client_request_duration_seconds_bucket',
      `,le="${indicator.latency / 1_000}"`,
      ms,
    );
    return `clamp_min(${valid(ms)} - ${inTime}, 0)`;
  };
  const pairs = slo.windows
    .filter((window) => window.severity === severity)
    .map(({ long, short, factor }) => {
      const allowed = factor * (1 - slo.objective);
      const excess = (ms: number): string => `(${bad(ms)} / ${valid(ms)} / ${allowed})`;
      return `(${excess(short)} and (${excess(long)} > 1) and (${valid(long)} >= ${minimumCalls}) and (${bad(short)} >= ${minimumBad}))`;
    });
  return pairs.join(' or ');
}

function describe(
  slo: Slo,
  label: string,
  { window, long, short }: Burn,
  now: number,
  count: BurnSource['count'],
): string {
  const budget = errorBudget(slo, count(slo.period, now), count(window.long, now));
  const rate = Math.min(long, short);
  const { left, exhaustedIn = Infinity } = budget;
  const rest =
    left <= 0
      ? 'nothing of it is left'
      : `${percent(left)} of it is left, for ${inTime(exhaustedIn)} at this rate`;
  return `${label} spends the error budget of ${slo.name} ${rounded(rate)} times faster than allowed; ${rest}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Few digits: a number that trembles is not worth a new message. */
function rounded(rate: number): number {
  return rate < 10 ? Math.round(rate * 10) / 10 : Math.round(rate);
}
