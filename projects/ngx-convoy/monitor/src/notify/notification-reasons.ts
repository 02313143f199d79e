import { inject, Service } from '@angular/core';
import type { Acknowledgement, Alert, MaintenanceWindow, Silence } from 'ngx-convoy/core';
import { AlertStore } from '../alerts/alert-store';
import type { AlertStanding } from '../alerts/alert-standing';
import { Notifier } from './notifier';

/** Why people were told of an alert, or were not. Times are epoch milliseconds. */
export type NotificationReason =
  | { readonly kind: 'pending'; readonly since: number }
  | { readonly kind: 'no-data' }
  | { readonly kind: 'info' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'maintenance'; readonly window: MaintenanceWindow }
  | { readonly kind: 'silenced'; readonly silence: Silence }
  /** `rootCause` when it follows from dependencies. */
  | {
      readonly kind: 'inhibited';
      readonly by: readonly Alert[];
      readonly rootCause: string | undefined;
    }
  | { readonly kind: 'acknowledged'; readonly acknowledgement: Acknowledgement }
  | { readonly kind: 'no-output' }
  | { readonly kind: 'other-tab' }
  /** It waits for what belongs together. */
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'told'; readonly at: number; readonly outputs: readonly string[] };

/** Explains why people were told of an alert or were not: every station on its way to them, in order. */
@Service()
export class NotificationReasons {
  private readonly notifier = inject(Notifier);
  private readonly store = inject(AlertStore);

  of(standing: AlertStanding): readonly NotificationReason[] {
    const { alert } = standing;
    if (alert.state === 'pending') return [{ kind: 'pending', since: alert.since }];
    const reasons = [...this.mutes(standing), ...this.wayOut(standing)];
    if (alert.acknowledged !== undefined) {
      reasons.push({ kind: 'acknowledged', acknowledgement: alert.acknowledged });
    }
    return reasons;
  }

  private mutes(standing: AlertStanding): NotificationReason[] {
    const { alert, isOffline, maintenance, silencedBy, inhibitedBy, rootCause } = standing;
    const silences = this.store.silences().filter(({ id }) => silencedBy.includes(id));
    const isByCause = rootCause !== alert.service;
    return [
      ...(alert.state === 'no-data' ? ([{ kind: 'no-data' }] as const) : []),
      ...(alert.severity === 'info' ? ([{ kind: 'info' }] as const) : []),
      ...(isOffline ? ([{ kind: 'offline' }] as const) : []),
      ...(maintenance === undefined ? [] : [{ kind: 'maintenance', window: maintenance } as const]),
      ...silences.map((silence) => ({ kind: 'silenced', silence }) as const),
      ...(inhibitedBy.length === 0
        ? []
        : [
            {
              ...({ kind: 'inhibited', by: inhibitedBy } as const),
              rootCause: isByCause ? rootCause : undefined,
            },
          ]),
    ];
  }

  private wayOut({ alert, isMuted }: AlertStanding): readonly NotificationReason[] {
    const { notifier } = this;
    // Read for its changes: whatever was told has moved the rest.
    notifier.deliveries();
    const outputs = notifier.outputNames;
    const { toldAt, nextLookAt } = notifier.standingOf(alert.fingerprint);
    if (outputs.length === 0) return [{ kind: 'no-output' }];
    if (toldAt !== undefined) return [{ kind: 'told', at: toldAt, outputs }];
    if (!notifier.leads()) return [{ kind: 'other-tab' }];
    const isWaiting = !isMuted && alert.severity !== 'info' && nextLookAt !== undefined;
    return isWaiting ? [{ kind: 'waiting', until: nextLookAt }] : [];
  }
}
