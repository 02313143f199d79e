// Runs in the bundle with the library: what withAlertmanager says to an Alertmanager.
import { fingerprintOf, type Alert, type Silence } from 'ngx-convoy/core';
import { AlertmanagerApi } from '../../../projects/ngx-convoy/monitor/src/notify/alertmanager-api';
import type { Push } from '../alertmanager.ts';
import type { Labels } from '../alertmanager-scenes.ts';

/** @param url of the Alertmanager, without `/api/v2` */
export function pushTo(url: string): Push {
  const runtime = {
    random: Math.random,
    fetch: (to: string, init: RequestInit) => fetch(to, init),
    clock: {
      now: () => Date.now(),
      schedule: (at: number, task: () => void) => {
        const timer = setTimeout(task, Math.max(0, at - Date.now()));
        return () => {
          clearTimeout(timer);
        };
      },
    },
  };
  const api = new AlertmanagerApi(url, () => ({}), { app: 'shop' }, 300_000, runtime);
  const own: Silence = {
    id: 'own-1',
    matchers: [
      { name: 'service', operator: '=~', value: 'orders|users' },
      { name: 'severity', operator: '!=', value: 'critical' },
    ],
    startsAt: Date.now(),
    endsAt: Date.now() + 600_000,
    by: 'Ada',
    comment: 'known',
  };
  return {
    push: (all) => api.push(all.map(alertOf)),
    exchange: async (holds) => {
      const silences = [holds ? own : { ...own, startsAt: 0, endsAt: Date.now() }];
      const changed = await api.exchange(silences);
      return changed.map(({ id, comment, endsAt }) => ({
        ...{ isOwn: id === own.id, comment },
        holds: endsAt > Date.now(),
      }));
    },
  };
}

function alertOf(labels: Labels): Alert {
  const { alertname = '', service = '' } = labels;
  return {
    ...{ id: JSON.stringify(labels), fingerprint: fingerprintOf(labels), labels, service },
    ...{ severity: 'warning', rule: alertname, message: `${alertname} of ${service}` },
    ...{ value: undefined, threshold: undefined, since: Date.now(), firedAt: Date.now() },
    ...{ state: 'firing', flapping: false, resolvedAt: undefined, acknowledged: undefined },
  };
}
