import type { AlertSeverity } from './alert-severity';
import type { Labels } from './labels';

/**
 * - `pending`: nobody is to be bothered yet, because it may be a passing thing
 * - `firing`: it is an alert
 * - `no-data`: it was pending or firing, and nothing can be measured any more: neither still bad nor good again
 * - `resolved`: over
 */
export type AlertState = 'pending' | 'firing' | 'no-data' | 'resolved';

/** Somebody has taken note: who, why, when, and for how long that holds. */
export interface Acknowledgement {
  readonly by: string;
  readonly note: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Epoch milliseconds at which the alert calls again; `undefined`: when it is over. */
  readonly until?: number | undefined;
}

/** Something that a person should know. A new object whenever something in it changed. */
export interface Alert {
  /** One for each time that it happens: what comes back is another alert. */
  readonly id: string;
  /** The same each time that it happens, in every tab and in Alertmanager: of its labels. */
  readonly fingerprint: string;
  /** `alertname`, `service`, `severity`, and what the rule adds: what silences, groups and inhibitions go by. */
  readonly labels: Labels;
  /** What it is about: a service, or whatever else the rule watches. */
  readonly service: string;
  readonly severity: AlertSeverity;
  /** Which rule raised it, such as `circuit` or `errorRate`. */
  readonly rule: string;
  /** A sentence: what is wrong, in numbers where there are any. */
  readonly message: string;
  /** What was measured; `undefined` for rules about a state. A time in milliseconds, a share 0..1. */
  readonly value: number | undefined;
  /** What the value is measured against. */
  readonly threshold: number | undefined;
  /** Epoch milliseconds at which the trouble began. */
  readonly since: number;
  /** Epoch milliseconds from which it was an alert; `undefined` while it is pending. */
  readonly firedAt: number | undefined;
  readonly state: AlertState;
  /** It comes and goes: shown as one alert until it is calm. */
  readonly flapping: boolean;
  /** Epoch milliseconds; set when `state` is `resolved`. */
  readonly resolvedAt: number | undefined;
  readonly acknowledged: Acknowledgement | undefined;
}
