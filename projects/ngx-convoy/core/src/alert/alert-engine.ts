import type { Alert } from './alert';
import { AlertLife, type AlertPhase } from './alert-life';
import type { AlertRule } from './alert-rule';
import { fingerprintOf, type Labels } from './labels';

/** What rounds of rules have changed. Handed in, filled, and emptied by its owner. */
export interface AlertChanges {
  /** New, changed or over. */
  readonly reported: Alert[];
  /** Ids of alerts that came to nothing. */
  readonly withdrawn: string[];
}

/** One rule about one subject. */
interface Watch<Subject> {
  rule: AlertRule<Subject>;
  readonly life: AlertLife;
  /** The alert that is pending, firing or without data. */
  alert: Alert | undefined;
  /** The last one: what comes back has the same labels, unless the rule was exchanged. */
  last: Alert | undefined;
}

/**
 * Puts rules to subjects, round by round. O(rules) a round; makes a new object only for an alert that has changed.
 *
 * Owns no timer and knows no tab, no silence and nobody who is told: it says what is the case.
 *
 * @usageNotes
 * ```ts
 * const engine = new AlertEngine([
 *   new AlertRule<Metrics>({
 *     name: 'slow',
 *     threshold: 800,
 *     for: 30_000,
 *     measure: ({ p95 }) => p95,
 *     describe: (_, ms) => `95 % of the calls take up to ${Math.round(ms)} ms`,
 *   }),
 * ]);
 * const changes: AlertChanges = { reported: [], withdrawn: [] };
 * engine.evaluate('orders', metrics, clock.now(), changes);
 * ```
 */
export class AlertEngine<Subject> {
  private rules: readonly AlertRule<Subject>[] = [];
  private readonly watches = new Map<string, Watch<Subject>[]>();
  private raised = 0;

  /** @param rules of several with one name, the last that is for a subject counts: the special one comes after the general */
  constructor(rules: readonly AlertRule<Subject>[] = []) {
    this.rules = rules;
  }

  /** Names of the subjects that were seen and not retired. */
  get subjects(): Iterable<string> {
    return this.watches.keys();
  }

  /**
   * Exchanges the rules. A rule that keeps its name keeps its alerts and how long they have lasted, whatever else of it has
   * changed; alerts of rules that are gone are over.
   */
  setRules(rules: readonly AlertRule<Subject>[], now: number, changes: AlertChanges): void {
    this.rules = rules;
    for (const [name, before] of this.watches) {
      const known = new Map(before.map((watch) => [watch.rule.name, watch]));
      const after = this.watchesOf(name);
      for (const watch of after) {
        const old = known.get(watch.rule.name);
        if (old === undefined) continue;
        known.delete(watch.rule.name);
        old.rule = watch.rule;
        old.last = undefined;
        after[after.indexOf(watch)] = old;
      }
      for (const gone of known.values()) end(gone, now, changes);
      this.watches.set(name, after);
    }
  }

  /** Puts every rule to one subject, at the measure of now. */
  evaluate(name: string, subject: Subject, now: number, changes: AlertChanges): void {
    let watches = this.watches.get(name);
    if (watches === undefined) {
      watches = this.watchesOf(name);
      this.watches.set(name, watches);
    }
    for (const watch of watches) this.step(watch, name, subject, now, changes);
  }

  /** A subject is gone, and with it whatever was wrong. */
  retire(name: string, now: number, changes: AlertChanges): void {
    for (const watch of this.watches.get(name) ?? []) end(watch, now, changes);
    this.watches.delete(name);
  }

  private watchesOf(name: string): Watch<Subject>[] {
    const byName = new Map<string, AlertRule<Subject>>();
    for (const rule of this.rules) if (rule.appliesTo(name)) byName.set(rule.name, rule);
    return [...byName.values()].map((rule) => ({
      rule,
      life: new AlertLife(),
      alert: undefined,
      last: undefined,
    }));
  }

  private step(
    watch: Watch<Subject>,
    name: string,
    subject: Subject,
    now: number,
    changes: AlertChanges,
  ): void {
    const { rule, life, alert: before } = watch;
    const value = rule.measure(subject, now);
    const phase = life.evaluate(rule.condition, value, now);
    if (phase === 'inactive' || phase === 'resolved') {
      if (before !== undefined) settle(watch, before, now, changes);
      return;
    }
    const after = this.describe(watch, name, phase, subject, value, now);
    if (after === before) return;
    watch.alert = after;
    watch.last = after;
    changes.reported.push(after);
  }

  private describe(
    { rule, life, alert: before, last = before }: Watch<Subject>,
    service: string,
    phase: AlertPhase,
    subject: Subject,
    value: number | undefined,
    now: number,
  ): Alert {
    const state = phase === 'pending' || phase === 'no-data' ? phase : 'firing';
    const flapping = phase === 'flapping';
    const severity = rule.severityOf(value, before?.severity);
    const shown = rule.isNumber ? (value ?? before?.value) : undefined;
    const isOld =
      before?.state === state && before.flapping === flapping && before.severity === severity;
    if (isOld && rule.isNumber && before.value === shown) return before;
    // While it recovers there may be nothing to measure, or nothing bad: the last bad words stand.
    const isSpeaking = value !== undefined && (before === undefined || !isCalm(rule, value));
    const message = isSpeaking ? rule.describe(subject, value) : (before?.message ?? '');
    // Numbers that a reader could not tell apart are not worth a new object.
    if (isOld && before.message === message) return before;
    const isNamed = last?.severity === severity;
    const labels = isNamed ? last.labels : labelsOf(rule, service, severity);
    if (before === undefined) this.raised += 1;
    return {
      id: before?.id ?? `${service}/${rule.name}/${now}-${this.raised}`,
      fingerprint: isNamed ? last.fingerprint : fingerprintOf(labels),
      labels,
      service,
      severity,
      rule: rule.name,
      message,
      value: shown,
      threshold: rule.isNumber ? rule.condition.threshold : undefined,
      since: before?.since ?? life.since ?? now,
      firedAt: life.firedAt,
      state,
      flapping,
      resolvedAt: undefined,
      acknowledged: undefined,
    };
  }
}

/** The labels of a rule's alert about a service. */
function labelsOf<Subject>(rule: AlertRule<Subject>, service: string, severity: string): Labels {
  return { ...rule.labels, alertname: rule.name, service, severity };
}

function isCalm<Subject>({ condition }: AlertRule<Subject>, value: number): boolean {
  return condition.isRecovered(value);
}

/** It is over, or it never was anything. */
function settle<Subject>(
  watch: Watch<Subject>,
  alert: Alert,
  now: number,
  { reported, withdrawn }: AlertChanges,
): void {
  watch.alert = undefined;
  if (alert.firedAt === undefined) withdrawn.push(alert.id);
  else reported.push({ ...alert, state: 'resolved', flapping: false, resolvedAt: now });
}

function end<Subject>(watch: Watch<Subject>, now: number, changes: AlertChanges): void {
  if (watch.alert !== undefined) settle(watch, watch.alert, now, changes);
}
