/** `info`: good to know. `warning`: somebody should look today. `critical`: users feel it now. */
export type AlertSeverity = 'info' | 'warning' | 'critical';

/** Somebody has taken note: who, why, and when. */
export interface Acknowledgement {
  readonly by: string;
  readonly note: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Something about a service that a person should know. A new object whenever something in it changed. */
export interface Alert {
  /** One for each time that it happens: what comes back is another alert. */
  readonly id: string;
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
  /** `pending` while nobody is to be bothered yet, because it may be a passing thing. */
  readonly state: 'pending' | 'firing' | 'resolved';
  /** Epoch milliseconds; set when `state` is `resolved`. */
  readonly resolvedAt: number | undefined;
  readonly acknowledged: Acknowledgement | undefined;
}
