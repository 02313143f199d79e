// Runs in the bundle with the library: how we see what an Alertmanager is given.
import {
  AlertDispatch,
  fingerprintOf,
  Inhibitions,
  Silences,
  type Alert,
  type AlertSeverity,
  type Candidate,
} from 'ngx-convoy/core';
import type { OurView } from '../alertmanager.ts';
import type { Told } from '../alertmanager-process.ts';
import {
  printed,
  type Labels,
  type Scene,
  type SilenceOrder,
  type Telling,
} from '../alertmanager-scenes.ts';

export function viewOf(
  { alerts, inhibitions, groupBy }: Scene,
  orders: readonly SilenceOrder[],
  now: number,
): OurView {
  const silences = new Silences();
  for (const { id, matchers } of orders) {
    silences.set({ id, matchers, startsAt: now - 1, endsAt: now + 60_000, by: '', comment: '' });
  }
  const rules = new Inhibitions(inhibitions);
  const firing = alerts.map((labels) => alertOf(labels, 'firing'));
  const dispatch = new AlertDispatch();
  dispatch.observe(
    firing.map((alert) => ({ alert, isMuted: false, group: groupOf(alert.labels, groupBy) })),
    now,
  );
  return {
    alerts: firing.map((alert) => ({
      fingerprint: alert.fingerprint,
      silencedBy: silences.of(alert.labels, now),
      inhibitedBy: rules.of(alert.labels, firing).map(({ fingerprint }) => fingerprint),
      group: printed(
        dispatch.current.find(({ alerts: members }) => members.includes(alert))?.labels ?? {},
      ),
    })),
  };
}

export function toldOf({
  steps,
  groupBy,
  groupWait,
  groupInterval,
  duration,
}: Telling): readonly Told[] {
  const dispatch = new AlertDispatch({ groupWait, groupInterval });
  const candidates = new Map<string, Candidate>();
  const told: Told[] = [];
  for (let now = 0; now <= duration; now += 50) {
    for (const { at, labels, state } of steps) {
      if (at !== now) continue;
      const alert = alertOf(labels, state);
      const group = groupOf(labels, groupBy);
      candidates.set(alert.fingerprint, { alert, group, isMuted: false });
    }
    dispatch.observe([...candidates.values()], now);
    for (const { firing, resolved } of dispatch.due(now)) {
      told.push({ firing: names(firing), resolved: names(resolved) });
    }
  }
  return told;
}

function names(alerts: readonly Alert[]): readonly string[] {
  return alerts.map(({ rule }) => rule).sort();
}

function groupOf(labels: Labels, groupBy: readonly string[]): Labels {
  return Object.fromEntries(groupBy.map((name) => [name, labels[name] ?? '']));
}

function alertOf(labels: Labels, state: 'firing' | 'resolved'): Alert {
  const { alertname = '', service = '', severity = 'warning' } = labels;
  return {
    id: JSON.stringify(labels),
    fingerprint: fingerprintOf(labels),
    labels,
    service,
    severity: severity as AlertSeverity,
    rule: alertname,
    message: '',
    value: undefined,
    threshold: undefined,
    since: 0,
    firedAt: 0,
    state,
    flapping: false,
    resolvedAt: state === 'resolved' ? 0 : undefined,
    acknowledged: undefined,
  };
}
