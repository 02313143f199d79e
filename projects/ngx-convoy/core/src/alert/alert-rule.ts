import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireName, requireNumber, requireOneOf } from '../options';
import { AlertCondition, type AlertConditionOptions } from './alert-condition';
import { ALERT_SEVERITIES, severityRank, type AlertSeverity } from './alert-severity';
import type { Labels } from './labels';

/** From where on the same alert is a worse one. It stays worse until it is over. */
export interface Escalation {
  readonly severity: AlertSeverity;
  /** Beyond the rule's threshold. */
  readonly threshold: number;
}

/**
 * What is measured of a subject, when that is worth an alert, and what the alert says.
 *
 * @typeParam Subject what there is to measure, such as a service with the numbers of its last minute
 */
export interface AlertRuleOptions<Subject> extends AlertConditionOptions {
  /** Label `alertname`; one rule of a name. No blanks, no slashes. */
  readonly name: string;
  /** Default `'warning'`. */
  readonly severity?: AlertSeverity | undefined;
  readonly escalation?: Escalation | undefined;
  /** Added to `alertname`, `service` and `severity`. */
  readonly labels?: Labels | undefined;
  /** Which subjects it is put to. Default all. */
  readonly appliesTo?: ((name: string) => boolean) | undefined;
  /** The number to judge; `undefined` when there is none. Called once a round: it must be cheap. */
  readonly measure: (subject: Subject, now: number) => number | undefined;
  /** A sentence for people. */
  readonly describe: (subject: Subject, value: number) => string;
  /** Whether `value` and `threshold` say something to people. Default `true`; rules about a state say `false`. */
  readonly isNumber?: boolean | undefined;
  /** The same number in PromQL, for a rule file. Default: it cannot be measured there. */
  readonly promql?: string | undefined;
}

/** {@link AlertRuleOptions}, checked once. */
export class AlertRule<Subject> {
  readonly name: string;
  readonly severity: AlertSeverity;
  readonly escalation: Escalation | undefined;
  readonly labels: Labels;
  readonly condition: AlertCondition;
  readonly appliesTo: (name: string) => boolean;
  readonly measure: (subject: Subject, now: number) => number | undefined;
  readonly describe: (subject: Subject, value: number) => string;
  readonly isNumber: boolean;
  readonly promql: string | undefined;

  /** @throws ConfigurationError naming the option and the allowed range */
  constructor(options: AlertRuleOptions<Subject>, path = `rules['${options.name}']`) {
    this.name = requireName(`${path}.name`, options.name);
    this.severity = requireOneOf(
      `${path}.severity`,
      options.severity ?? 'warning',
      ALERT_SEVERITIES,
    );
    this.condition = new AlertCondition(options, path);
    this.escalation = options.escalation;
    if (options.escalation !== undefined) this.checkEscalation(options.escalation, path);
    this.labels = options.labels ?? {};
    this.appliesTo = options.appliesTo ?? (() => true);
    this.measure = options.measure;
    this.describe = options.describe;
    this.isNumber = options.isNumber ?? true;
    this.promql = options.promql;
  }

  /** How bad a value is that is an alert; never better than it was. */
  severityOf(value: number | undefined, before: AlertSeverity = this.severity): AlertSeverity {
    const { escalation } = this;
    if (escalation === undefined || value === undefined) return before;
    const { bad } = this.condition;
    const isBeyond = bad === 'above' ? value > escalation.threshold : value < escalation.threshold;
    return isBeyond ? escalation.severity : before;
  }

  private checkEscalation({ severity, threshold }: Escalation, path: string): void {
    requireOneOf(`${path}.escalation.severity`, severity, ALERT_SEVERITIES);
    requireNumber(`${path}.escalation.threshold`, threshold);
    if (severityRank(severity) <= severityRank(this.severity)) {
      throw new ConfigurationError(
        `${path}.escalation.severity`,
        severity,
        inWords(() => `worse than the rule's own, ${this.severity}`),
      );
    }
    if (!this.condition.isBad(threshold)) {
      throw new ConfigurationError(
        `${path}.escalation.threshold`,
        threshold,
        inWords(() => `beyond the rule's own threshold of ${this.condition.threshold}`),
      );
    }
  }
}

/** A rule about a state: it is or it is not, and its alert has no number. Begins and ends at once unless told otherwise. */
export function stateRule<Subject>(
  options: Omit<AlertRuleOptions<Subject>, 'threshold' | 'bad' | 'measure' | 'describe'> & {
    readonly isBad: (subject: Subject, now: number) => boolean;
    readonly describe: (subject: Subject) => string;
  },
): AlertRule<Subject> {
  const { isBad } = options;
  return new AlertRule<Subject>({
    ...options,
    threshold: 0,
    measure: (subject, now) => (isBad(subject, now) ? 1 : 0),
    isNumber: false,
  });
}
