import { requireNumber } from '../options';
import type { Alert } from './alert';
import { severityRank } from './alert-severity';
import type { Labels } from './labels';

/** When people are told. */
export interface DispatchOptions {
  /** Milliseconds, >= 0, to wait for what belongs together before a new group is told. Default 5,000. */
  readonly groupWait?: number | undefined;
  /** Milliseconds, > 0, between two notifications about what changes in a group. Default 60,000. */
  readonly groupInterval?: number | undefined;
  /** Milliseconds, > 0, after which what goes on is told again. Default 30 minutes. `false`: never. */
  readonly repeatInterval?: number | false | undefined;
  /** Whether people are told that it is over. Default `true`. */
  readonly resolved?: boolean | undefined;
}

/** An alert, and whether it may call anybody. */
export interface Candidate {
  readonly alert: Alert;
  /** Labels by which it is grouped. */
  readonly group: Labels;
  /** Silenced, inhibited, in maintenance: as if it were not there. */
  readonly isMuted: boolean;
}

/** What is to be told about one group. */
export interface Notification {
  /** The same for the same group. */
  readonly key: string;
  readonly group: Labels;
  /** `new`: something began. `resolved`: something is over, and nothing began. `repeat`: it goes on. */
  readonly reason: 'new' | 'resolved' | 'repeat';
  /** Epoch milliseconds. */
  readonly at: number;
  readonly firing: readonly Alert[];
  /** Over since the last notification. */
  readonly resolved: readonly Alert[];
}

/** What was told last about a group, for a tab that takes over. */
export interface DispatchLogEntry {
  readonly key: string;
  readonly at: number;
  /** Fingerprints. */
  readonly firing: readonly string[];
  readonly resolved: readonly string[];
}

/** Where an alert stands on its way to people. */
export interface DispatchStanding {
  /** Epoch milliseconds of the group's last notification that contained it; `undefined` before. */
  readonly toldAt: number | undefined;
  /** Epoch milliseconds at which its group is looked at next. */
  readonly nextLookAt: number | undefined;
}

/** Milliseconds. */
const FORGET_AFTER = 300_000;

interface Group {
  readonly key: string;
  readonly labels: Labels;
  readonly members: Map<string, Candidate>;
  nextLookAt: number;
}

/**
 * Puts alerts into groups and decides what is told when, as Alertmanager does: a new group after `groupWait`, changes of it
 * every `groupInterval`, what goes on after `repeatInterval`. What is acknowledged is not repeated; alerts that are `info`
 * call nobody by themselves.
 *
 * Owns no timer: whoever owns it asks at `nextAt`.
 *
 * @usageNotes
 * ```ts
 * const dispatch = new AlertDispatch({ groupWait: 5_000 });
 * dispatch.observe(alerts.map((alert) => ({ alert, group: { service: alert.service }, isMuted: false })), now);
 * for (const notification of dispatch.due(now)) tell(notificationText(notification));
 * ```
 * @see Alertmanager, dispatcher and `DedupStage`
 */
export class AlertDispatch {
  private readonly groupWait: number;
  private readonly groupInterval: number;
  private readonly repeatInterval: number;
  private readonly tellsResolved: boolean;
  private readonly groups = new Map<string, Group>();
  private readonly told = new Map<string, DispatchLogEntry>();
  private forgetAt = Infinity;

  /** @throws ConfigurationError naming the option and the allowed range */
  constructor(options: DispatchOptions = {}, path = 'dispatch') {
    const { groupWait = 5_000, groupInterval = 60_000, repeatInterval = 1_800_000 } = options;
    this.groupWait = requireNumber(`${path}.groupWait`, groupWait, { min: 0 });
    this.groupInterval = requireNumber(`${path}.groupInterval`, groupInterval, { exclusiveMin: 0 });
    this.repeatInterval = requireNumber(`${path}.repeatInterval`, repeatInterval, {
      exclusiveMin: 0,
      off: true,
    });
    this.tellsResolved = options.resolved ?? true;
  }

  /** Epoch milliseconds at which something may have to be told; `undefined` while there is nothing. */
  get nextAt(): number | undefined {
    let next: number | undefined;
    for (const { nextLookAt } of this.groups.values()) {
      if (next === undefined || nextLookAt < next) next = nextLookAt;
    }
    return next;
  }

  /** The groups of now, with everything in them, muted alerts too. */
  get current(): readonly { readonly labels: Labels; readonly alerts: readonly Alert[] }[] {
    return [...this.groups.values()].map(({ labels, members }) => ({
      labels,
      alerts: [...members.values()].map(({ alert }) => alert),
    }));
  }

  /**
   * Takes in how all alerts stand: firing ones, and those that were firing and are over. What is not among them any more is
   * dropped without a word.
   */
  observe(candidates: readonly Candidate[], now: number): void {
    const present = new Set<string>();
    for (const candidate of candidates) {
      const { alert, group: labels } = candidate;
      const key = keyOf(labels);
      present.add(`${key}${alert.fingerprint}`);
      let group = this.groups.get(key);
      if (group === undefined) {
        if (alert.state === 'resolved') continue;
        group = { key, labels, members: new Map(), nextLookAt: now + this.groupWait };
        this.groups.set(key, group);
      }
      // Over before anybody had to know, and never put in: not worth a place.
      if (alert.state === 'resolved' && !group.members.has(alert.fingerprint)) continue;
      group.members.set(alert.fingerprint, candidate);
    }
    for (const [key, { members }] of this.groups) {
      for (const fingerprint of members.keys()) {
        if (!present.has(`${key}${fingerprint}`)) members.delete(fingerprint);
      }
      if (members.size === 0) this.drop(key);
    }
  }

  /** What is to be told now. Telling it is the caller's: it counts as told. */
  due(now: number): readonly Notification[] {
    if (now >= this.forgetAt) this.forgetAdopted();
    const notifications: Notification[] = [];
    for (const group of [...this.groups.values()]) {
      if (group.nextLookAt > now) continue;
      const notification = this.look(group, now);
      if (notification !== undefined) notifications.push(notification);
      for (const [fingerprint, { alert }] of group.members) {
        if (alert.state === 'resolved') group.members.delete(fingerprint);
      }
      if (group.members.size === 0) this.drop(group.key);
      else group.nextLookAt = now + this.groupInterval;
    }
    return notifications;
  }

  /** Where an alert stands; nothing is known of one that is in no group. */
  standingOf(fingerprint: string): DispatchStanding {
    for (const { key, members, nextLookAt } of this.groups.values()) {
      if (!members.has(fingerprint)) continue;
      const entry = this.told.get(key);
      const toldAt = entry?.firing.includes(fingerprint) === true ? entry.at : undefined;
      return { toldAt, nextLookAt };
    }
    return { toldAt: undefined, nextLookAt: undefined };
  }

  /** What was told last about each group, for a tab that takes over. */
  get log(): readonly DispatchLogEntry[] {
    return [...this.told.values()];
  }

  /**
   * Takes over what another tab, or this one before a reload, has told. What of it does not fire within five minutes is
   * forgotten: it ended while nobody looked, and what comes back then is news.
   */
  adopt(entries: readonly DispatchLogEntry[], now: number): void {
    for (const entry of entries) {
      if ((this.told.get(entry.key)?.at ?? -Infinity) < entry.at) this.told.set(entry.key, entry);
    }
    this.forgetAt = now + FORGET_AFTER;
  }

  private look(group: Group, now: number): Notification | undefined {
    const heard = [...group.members.values()].filter(({ isMuted }) => !isMuted);
    if (heard.length === 0) return undefined;
    const alerts = heard.map(({ alert }) => alert);
    const firing = alerts.filter(({ state }) => state !== 'resolved').sort(worstFirst);
    const last = this.told.get(group.key);
    // What nobody was told of needs no end.
    const resolved = alerts
      .filter(({ state, fingerprint }) => state === 'resolved' && isTold(last, fingerprint))
      .sort(worstFirst);
    const reason = this.reasonFor(last, firing, resolved, now);
    if (reason === undefined) return undefined;
    const { key, labels } = group;
    this.told.set(key, { key, at: now, firing: ids(firing), resolved: ids(resolved) });
    const isOnlyNote = alerts.every(({ severity }) => severity === 'info');
    return isOnlyNote ? undefined : { key, group: labels, reason, at: now, firing, resolved };
  }

  private reasonFor(
    last: DispatchLogEntry | undefined,
    firing: readonly Alert[],
    resolved: readonly Alert[],
    now: number,
  ): Notification['reason'] | undefined {
    if (last === undefined) return firing.length > 0 ? 'new' : undefined;
    if (!ids(firing).every((id) => last.firing.includes(id))) return 'new';
    if (firing.length === 0) {
      return this.tellsResolved && last.firing.length > 0 ? 'resolved' : undefined;
    }
    if (this.tellsResolved && !ids(resolved).every((id) => last.resolved.includes(id))) {
      return 'resolved';
    }
    const isDue = now - last.at > this.repeatInterval;
    return isDue && firing.some(({ acknowledged }) => acknowledged === undefined)
      ? 'repeat'
      : undefined;
  }

  private forgetAdopted(): void {
    this.forgetAt = Infinity;
    for (const key of this.told.keys()) if (!this.groups.has(key)) this.told.delete(key);
  }

  /** Nothing is left of a group: what comes back is news. */
  private drop(key: string): void {
    this.groups.delete(key);
    this.told.delete(key);
  }
}

/** Of a group: its labels in one order. */
function keyOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** It is listed as over until the next notification, so that it is told once. */
function isTold(last: DispatchLogEntry | undefined, fingerprint: string): boolean {
  return (
    last !== undefined && (last.firing.includes(fingerprint) || last.resolved.includes(fingerprint))
  );
}

function ids(alerts: readonly Alert[]): readonly string[] {
  return alerts.map(({ fingerprint }) => fingerprint);
}

function worstFirst(a: Alert, b: Alert): number {
  return severityRank(b.severity) - severityRank(a.severity) || a.since - b.since;
}
