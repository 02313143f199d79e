import { inject, Service } from '@angular/core';
import { mergedRules, prometheusRule, prometheusRuleFile, type AlertRule } from 'ngx-convoy/core';
import { AlertRules } from './alert-rules';
import type { ServiceView } from './service-view';

/**
 * The rules of now as a rule file of Prometheus, for the metrics that `MetricExport` gives it. What only the browser
 * can know, such as the state of a breaker, is left out.
 *
 * @usageNotes
 * ```ts
 * const yaml = inject(PrometheusRules).file();
 * ```
 */
@Service()
export class PrometheusRules {
  private readonly rules = inject(AlertRules);

  file(): string {
    return ruleFileOf(this.rules.all());
  }
}

/** The rules that Prometheus can measure, in a group. */
export function ruleFileOf(rules: readonly AlertRule<ServiceView>[]): string {
  return prometheusRuleFile({
    'ngx-convoy': mergedRules(rules.flatMap((rule) => prometheusRule(rule) ?? [])),
  });
}
