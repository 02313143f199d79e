import type { AlertRule } from './alert-rule';
import type { Labels } from './labels';

/** An alerting rule of Prometheus. */
export interface PrometheusRule {
  readonly alert: string;
  /** PromQL: has a result while it is bad. */
  readonly expr: string;
  /** Milliseconds. Default 0. */
  readonly for?: number | undefined;
  /** Milliseconds. Default 0. */
  readonly keepFiringFor?: number | undefined;
  readonly labels?: Labels | undefined;
  readonly annotations?: Labels | undefined;
}

/**
 * The same rule for Prometheus; `undefined` when it does not say how its value is measured there.
 *
 * `for`, `keepFiringFor` and the threshold are carried over. Prometheus knows no recovery threshold, no flapping and no
 * escalation: there, an alert ends when its value is good again.
 */
export function prometheusRule<Subject>(rule: AlertRule<Subject>): PrometheusRule | undefined {
  const { name, promql, condition, labels, severity } = rule;
  if (promql === undefined) return undefined;
  const { threshold, bad, badRounds, rounds } = condition;
  const isBad = `(${promql}) ${bad === 'above' ? '>' : '<'} ${threshold}`;
  return {
    alert: name,
    expr: rounds === 1 ? isBad : `count_over_time((${isBad})[${rounds - 1}m:1m]) >= ${badRounds}`,
    for: condition.for,
    keepFiringFor: condition.keepFiringFor,
    labels: { ...labels, severity },
    annotations: { summary: `${name} of {{ $labels.service }} is {{ $value }}` },
  };
}

/**
 * Rules of one name, as services with limits of their own have them, made one: Prometheus takes two that differ in nothing but
 * their expression for a mistake. Where more is different, the others get a label `variant`.
 */
export function mergedRules(rules: readonly PrometheusRule[]): readonly PrometheusRule[] {
  const merged: PrometheusRule[] = [];
  for (const rule of rules) {
    const twins = merged.filter(({ alert }) => alert === rule.alert);
    const twin = twins.find((each) => isAlike(each, rule));
    if (twin !== undefined) {
      merged[merged.indexOf(twin)] = { ...twin, expr: `(${twin.expr}) or (${rule.expr})` };
    } else if (twins.length > 0) {
      merged.push({ ...rule, labels: { ...rule.labels, variant: String(twins.length + 1) } });
    } else {
      merged.push(rule);
    }
  }
  return merged;
}

function isAlike(a: PrometheusRule, b: PrometheusRule): boolean {
  return JSON.stringify({ ...a, expr: '' }) === JSON.stringify({ ...b, expr: '' });
}

/**
 * A rule file, as `promtool check rules` accepts it.
 *
 * @param groups by name
 */
export function prometheusRuleFile(
  groups: Readonly<Record<string, readonly PrometheusRule[]>>,
): string {
  const lines = ['groups:'];
  for (const [name, rules] of Object.entries(groups)) {
    lines.push(`  - name: ${quoted(name)}`, '    rules:');
    for (const rule of rules) lines.push(...linesOf(rule));
  }
  return `${lines.join('\n')}\n`;
}

function linesOf(rule: PrometheusRule): readonly string[] {
  const { alert, expr, for: wait = 0, keepFiringFor = 0, labels = {}, annotations = {} } = rule;
  return [
    `      - alert: ${quoted(alert)}`,
    `        expr: ${quoted(expr)}`,
    ...(wait > 0 ? [`        for: ${wait}ms`] : []),
    ...(keepFiringFor > 0 ? [`        keep_firing_for: ${keepFiringFor}ms`] : []),
    ...mapping('labels', labels),
    ...mapping('annotations', annotations),
  ];
}

function mapping(name: string, labels: Labels): readonly string[] {
  const entries = Object.entries(labels);
  if (entries.length === 0) return [];
  return [
    `        ${name}:`,
    ...entries.map(([key, value]) => `          ${key}: ${quoted(value)}`),
  ];
}

/** JSON's strings are YAML's double-quoted ones. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
