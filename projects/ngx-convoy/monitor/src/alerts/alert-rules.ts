import { computed, inject, Service, signal } from '@angular/core';
import { AlertRule, type AlertRuleOptions } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { resolveThresholds, type AlertThresholds } from './alert-options';
import { builtInRules, numberRules } from './built-in-rules';
import type { ServiceView } from './service-view';

/**
 * The rules that are put to services. They may change while the app runs: alerts of rules that keep their name go on as if
 * nothing had happened.
 *
 * @usageNotes
 * ```ts
 * private readonly rules = inject(AlertRules);
 *
 * const remove = this.rules.add({
 *   name: 'tooManyRefusals',
 *   severity: 'critical',
 *   threshold: 50,
 *   for: 30_000,
 *   measure: ({ metrics }) => metrics.rejected,
 *   describe: ({ label }, count) => `${count} calls of ${label} were refused within a minute`,
 * });
 * ```
 */
@Service()
export class AlertRules {
  private readonly options = inject(MONITORING);
  private readonly builtIn = builtInRules(this.options);
  private readonly added = signal<readonly AlertRule<ServiceView>[]>([]);

  /** Of several with one name, the last that is for a service counts. */
  readonly all = computed(() => [...this.builtIn, ...this.added()]);

  /**
   * Adds a rule. One that has the name of another takes its place for the services that it applies to: so thresholds are
   * changed while the app runs.
   *
   * @returns how to remove it
   * @throws ConfigurationError naming the option and the allowed range
   */
  add(options: AlertRuleOptions<ServiceView>): () => void {
    return this.append([new AlertRule(options)]);
  }

  /**
   * Other thresholds for one service. What is left out stays as it was at set-up.
   *
   * @returns how to go back
   * @throws ConfigurationError naming the threshold and the allowed range
   */
  setThresholds(service: string, thresholds: AlertThresholds): () => void {
    const path = `thresholds of '${service}'`;
    const filled = resolveThresholds(path, thresholds, this.options.thresholds(service));
    return this.append(numberRules(this.options, filled, { service }));
  }

  private append(fresh: readonly AlertRule<ServiceView>[]): () => void {
    this.added.update((rules) => [...rules, ...fresh]);
    return () => {
      this.added.update((rules) => rules.filter((each) => !fresh.includes(each)));
    };
  }
}
