import { computed, inject, type Signal } from '@angular/core';
import { patchState, signalStore, type, withComputed, withMethods } from '@ngrx/signals';
import { removeEntities, setEntities, updateEntity, withEntities } from '@ngrx/signals/entities';
import { CLOCK } from 'ngx-convoy';
import type { Alert, AlertSeverity } from './alert';

/** Alerts that are over are kept up to this number, the youngest ones. */
const HISTORY = 200;

const RANK: Readonly<Record<AlertSeverity, number>> = { critical: 0, warning: 1, info: 2 };

/**
 * The alerts of now and of the recent past.
 *
 * @usageNotes
 * ```ts
 * private readonly alerts = inject(AlertStore);
 * protected readonly active = this.alerts.active; // @for (alert of active(); track alert.id) { {{ alert.message }} }
 *
 * this.alerts.acknowledge(alert.id, { by: 'Ada', note: 'restarting it' });
 * ```
 */
export const AlertStore = signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<Alert>() }),
  withComputed((store) => {
    const active = computed(() =>
      store
        .entities()
        .filter((alert) => alert.state === 'firing')
        .sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.since - a.since),
    );
    return {
      /** Firing, the most severe first, then the youngest. */
      active,
      /** Not for long enough to bother anybody. */
      pending: computed(() => store.entities().filter((alert) => alert.state === 'pending')),
      /** Over, the last one first. */
      history: computed(() =>
        store
          .entities()
          .filter((alert) => alert.state === 'resolved')
          .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0)),
      ),
      /** How many are firing. */
      counts: computed(() => ({
        total: active().length,
        critical: active().filter((alert) => alert.severity === 'critical').length,
        warning: active().filter((alert) => alert.severity === 'warning').length,
        info: active().filter((alert) => alert.severity === 'info').length,
        unacknowledged: active().filter((alert) => alert.acknowledged === undefined).length,
      })),
    };
  }),
  withMethods((store, clock = inject(CLOCK)) => ({
    /** What is firing about one service. */
    of(service: string): Signal<readonly Alert[]> {
      return computed(() => store.active().filter((alert) => alert.service === service));
    },

    /**
     * Notes that somebody looks after it. It goes on firing, and ends as it would have.
     *
     * @param by who, not empty
     * @param note what they found or do
     * @returns whether there was a firing alert of that id to take note of
     */
    acknowledge(id: string, { by, note }: { readonly by: string; readonly note: string }): boolean {
      if (store.entityMap()[id]?.state !== 'firing' || by.trim() === '') return false;
      const acknowledged = { by: by.trim(), note: note.trim(), at: clock.now() };
      patchState(store, updateEntity({ id, changes: { acknowledged } }));
      return true;
    },

    /**
     * Takes alerts as a rule sees them now: new, changed or over. An acknowledgement that was given stays.
     *
     * Rules of your own report here; give their alerts ids that no other rule uses.
     */
    report(alerts: readonly Alert[]): void {
      if (alerts.length === 0) return;
      const known = store.entityMap();
      const kept = alerts.map((alert) => ({
        ...alert,
        acknowledged: alert.acknowledged ?? known[alert.id]?.acknowledged,
      }));
      patchState(store, setEntities(kept));
      const forgotten = store.history().slice(HISTORY);
      if (forgotten.length > 0) {
        patchState(store, removeEntities(forgotten.map((alert) => alert.id)));
      }
    },

    /** Takes back alerts that came to nothing. */
    withdraw(ids: readonly string[]): void {
      if (ids.length > 0) patchState(store, removeEntities([...ids]));
    },
  })),
);

/** An instance of {@link AlertStore}, for signatures. */
export type AlertStore = InstanceType<typeof AlertStore>;
