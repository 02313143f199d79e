import type { Acknowledgement, Alert } from './alert';
import { severityRank, type AlertSeverity } from './alert-severity';
import { fingerprintOf } from './labels';

/** An acknowledgement, and what it is about. Plain, so that it can be kept and sent to other tabs. */
export interface AcknowledgedAlert extends Acknowledgement {
  /** Of the alert's labels without its severity: an alert that got worse is still the same trouble. */
  readonly subject: string;
  /** How bad it was; one that gets worse calls again. */
  readonly severity: AlertSeverity;
}

interface Known {
  readonly acknowledged: AcknowledgedAlert;
  /** When its alert was there last. */
  seenAt: number;
}

/** Milliseconds for which an acknowledgement waits for its alert, after a reload or from another tab. */
const WAITS_FOR = 10 * 60_000;

/**
 * Who looks after what. An acknowledgement ends with the alert, when its time is up, or when the alert gets worse: it must not
 * hide the next outage, or a bigger one.
 */
export class Acknowledgements {
  private readonly known = new Map<string, Known>();

  get all(): readonly AcknowledgedAlert[] {
    return [...this.known.values()].map(({ acknowledged }) => acknowledged);
  }

  /** What is to be kept of an acknowledgement of `alert`. */
  of(alert: Alert, acknowledgement: Acknowledgement): AcknowledgedAlert {
    return { ...acknowledgement, subject: subjectOf(alert), severity: alert.severity };
  }

  set(acknowledged: AcknowledgedAlert, now: number): void {
    this.known.set(acknowledged.subject, { acknowledged, seenAt: now });
  }

  /** Forgets what is acknowledged about an alert. @returns its subject, if there was anything */
  withdraw(alert: Alert): string | undefined {
    if (this.known.size === 0) return undefined;
    const subject = subjectOf(alert);
    return this.known.delete(subject) ? subject : undefined;
  }

  /** Forgets what is acknowledged about a subject. */
  forget(subject: string): void {
    this.known.delete(subject);
  }

  /** The acknowledgement that holds for an alert; one that does not any more is forgotten. */
  find(alert: Alert, now: number): Acknowledgement | undefined {
    if (this.known.size === 0) return undefined;
    const subject = subjectOf(alert);
    const found = this.known.get(subject);
    if (found === undefined) return undefined;
    const { by, note, at, until, severity } = found.acknowledged;
    const isWorse = severityRank(alert.severity) > severityRank(severity);
    if (isWorse || (until !== undefined && until <= now)) {
      this.known.delete(subject);
      return undefined;
    }
    found.seenAt = now;
    return { by, note, at, until };
  }

  /** Forgets those whose alert has not been there for ten minutes. */
  forgetOld(now: number): void {
    for (const [subject, { seenAt }] of this.known) {
      if (now - seenAt > WAITS_FOR) this.known.delete(subject);
    }
  }
}

function subjectOf({ labels }: Alert): string {
  return fingerprintOf({ ...labels, severity: '' });
}
