import { computed, inject, type Signal } from '@angular/core';
import { patchState, signalStore, type, withComputed, withMethods, withProps } from '@ngrx/signals';
import {
  removeEntities,
  setEntities,
  updateEntities,
  updateEntity,
  withEntities,
} from '@ngrx/signals/entities';
import { CLOCK, IDS } from 'ngx-convoy';
import {
  labelsFit,
  severityRank,
  type Alert,
  type LabelMatcher,
  type Silence,
} from 'ngx-convoy/core';
import { AlertMemory } from './alert-memory';
import { completeAlert, type AlertReport } from './alert-report';
import type { AlertGroup, AlertStanding } from './alert-standing';
import { AlertStandings } from './alert-standings';

/** Alerts that are over are kept up to this number, the youngest ones. */
const HISTORY = 200;

/** Who takes note of an alert, why, and for how long that holds. */
export interface AcknowledgeRequest {
  /** Who, not empty. */
  readonly by: string;
  /** What they found or do. */
  readonly note: string;
  /** Epoch milliseconds at which the alert calls again. Default: only when it is over, or gets worse. */
  readonly until?: number | undefined;
}

/** What is not to call anybody for a while. */
export interface SilenceRequest {
  readonly matchers: readonly LabelMatcher[];
  /** Epoch milliseconds. Default now. */
  readonly startsAt?: number | undefined;
  /** Epoch milliseconds. */
  readonly endsAt: number;
  readonly by: string;
  readonly comment: string;
}

/**
 * The alerts of now and of the recent past, what people have decided about them, and what keeps which of them quiet.
 *
 * @usageNotes
 * ```ts
 * private readonly alerts = inject(AlertStore);
 * protected readonly active = this.alerts.active; // @for (alert of active(); track alert.id) { {{ alert.message }} }
 *
 * this.alerts.acknowledge(alert.id, { by: 'Ada', note: 'restarting it' });
 * this.alerts.silence({
 *   matchers: [{ name: 'service', operator: '=', value: 'orders' }],
 *   endsAt: Date.now() + 3_600_000,
 *   by: 'Ada',
 *   comment: 'known, mended tomorrow',
 * });
 * ```
 */
export const AlertStore = signalStore(
  { providedIn: 'root' },
  withEntities({ entity: type<Alert>() }),
  withProps((store, clock = inject(CLOCK), standings = inject(AlertStandings)) => ({
    /** How everything stands that is not over, the worst first, then the youngest. */
    standings: standings.of(
      computed(() => [...store.entities()].sort(worstFirst)),
      () => clock.now(),
    ),
    /** Silences that hold, are to come, or have ended within the last day. */
    silences: inject(AlertMemory).silences,
  })),
  withComputed((store) => {
    // Time passes for all of them every few seconds: a list that is the same is no news.
    const pick = (fits: (standing: AlertStanding) => boolean): Signal<readonly Alert[]> =>
      computed(
        () =>
          store
            .standings()
            .filter(fits)
            .map(({ alert }) => alert),
        { equal: isSameList },
      );
    const active = pick(({ alert, isMuted }) => alert.state === 'firing' && !isMuted);
    return {
      /** Firing and not kept quiet by anything, the most severe first, then the youngest. */
      active,
      /** Firing, whether it may call anybody or not. */
      firing: pick(({ alert }) => alert.state === 'firing'),
      /** Not for long enough to bother anybody. */
      pending: pick(({ alert }) => alert.state === 'pending'),
      /** Was an alert; nothing is known of it any more. */
      withoutData: pick(({ alert }) => alert.state === 'no-data'),
      /** Firing and silenced by somebody. */
      silenced: pick(({ alert, silencedBy }) => alert.state === 'firing' && silencedBy.length > 0),
      /** Firing, and another alert says it already. */
      inhibited: pick(
        ({ alert, inhibitedBy }) => alert.state === 'firing' && inhibitedBy.length > 0,
      ),
      /** Firing, and somebody looks after it. */
      acknowledged: pick(
        ({ alert }) => alert.state === 'firing' && alert.acknowledged !== undefined,
      ),
      /** What fires or has no data, by what it comes from; the worst first. */
      groups: computed(() => groupsOf(store.standings())),
      /** Over, the last one first. */
      history: computed(() =>
        store
          .entities()
          .filter((alert) => alert.state === 'resolved')
          .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0)),
      ),
      /** How many are active. */
      counts: computed(() => ({
        total: active().length,
        critical: active().filter((alert) => alert.severity === 'critical').length,
        warning: active().filter((alert) => alert.severity === 'warning').length,
        info: active().filter((alert) => alert.severity === 'info').length,
        unacknowledged: active().filter((alert) => alert.acknowledged === undefined).length,
      })),
    };
  }),
  withMethods(
    (
      store,
      clock = inject(CLOCK),
      ids = inject(IDS),
      memory = inject(AlertMemory),
      standings = inject(AlertStandings),
    ) => ({
      /** What is active about one service. */
      of(service: string): Signal<readonly Alert[]> {
        return computed(() => store.active().filter((alert) => alert.service === service));
      },

      /**
       * Notes that somebody looks after it: it is not repeated any more. It goes on firing and ends as it would have; when it
       * gets worse, or comes back, it calls again. Holds in all tabs, and over a reload.
       *
       * @returns whether there was a firing alert of that id to take note of
       */
      acknowledge(id: string, { by, note, until }: AcknowledgeRequest): boolean {
        const alert = store.entityMap()[id];
        const at = clock.now();
        if (alert?.state !== 'firing' || by.trim() === '') return false;
        if (until !== undefined && !(until > at)) return false;
        const acknowledged = { by: by.trim(), note: note.trim(), at, until };
        memory.acknowledge(alert, acknowledged);
        patchState(store, updateEntity({ id, changes: { acknowledged } }));
        return true;
      },

      /** Takes an acknowledgement back. */
      unacknowledge(id: string): void {
        const alert = store.entityMap()[id];
        if (alert?.acknowledged === undefined) return;
        memory.withdraw(alert);
        patchState(store, updateEntity({ id, changes: { acknowledged: undefined } }));
      },

      /**
       * Keeps what fits from calling anybody, in all tabs, until it ends. It is shown all the same.
       *
       * @throws ConfigurationError when matchers cannot be read or fit everything, or its end is not after its beginning
       */
      silence({ matchers, startsAt, endsAt, by, comment }: SilenceRequest): Silence {
        const silence: Silence = {
          ...{ id: ids.spanId(), matchers, endsAt, startsAt: startsAt ?? clock.now() },
          ...{ by: by.trim(), comment: comment.trim() },
        };
        memory.silence(silence);
        return silence;
      },

      /** Lets a silence last until another time. @throws ConfigurationError */
      extendSilence(id: string, endsAt: number): void {
        const silence = store.silences().find((each) => each.id === id);
        if (silence !== undefined) memory.silence({ ...silence, endsAt });
      },

      /** Ends a silence now. @returns whether there was one to end */
      endSilence(id: string): boolean {
        return memory.expire(id);
      },

      /** What a silence of these matchers would keep quiet now. @throws ConfigurationError when they cannot be read */
      affectedBy(matchers: readonly LabelMatcher[]): readonly Alert[] {
        const fits = labelsFit(matchers);
        return store.standings().flatMap(({ alert }) => (fits(alert.labels) ? [alert] : []));
      },

      /**
       * Takes alerts as a rule sees them now: new, changed or over. An acknowledgement that was given stays.
       *
       * Rules of your own report here; give their alerts ids that no other rule uses.
       */
      report(reports: readonly AlertReport[]): void {
        if (reports.length === 0) return;
        const now = clock.now();
        const known = store.entityMap();
        const kept = reports.map((report) => {
          const before = known[report.id];
          const alert = completeAlert(report, before);
          if (alert.state !== 'resolved') {
            return { ...alert, acknowledged: memory.acknowledgementOf(alert, now) };
          }
          memory.settle(alert);
          return { ...alert, acknowledged: before?.acknowledged };
        });
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

      /** Time has passed, or another tab has said something: lets acknowledgements and silences begin and end. */
      refresh(): void {
        const now = clock.now();
        memory.tidy(now);
        standings.tick(now);
        for (const alert of store.firing()) {
          const acknowledged = memory.acknowledgementOf(alert, now);
          if (acknowledged?.at === alert.acknowledged?.at) continue;
          patchState(store, updateEntities({ ids: [alert.id], changes: { acknowledged } }));
        }
      },
    }),
  ),
);

/** An instance of {@link AlertStore}, for signatures. */
export type AlertStore = InstanceType<typeof AlertStore>;

function isSameList(a: readonly Alert[], b: readonly Alert[]): boolean {
  return a.length === b.length && a.every((alert, index) => alert === b[index]);
}

function worstFirst(a: Alert, b: Alert): number {
  return severityRank(b.severity) - severityRank(a.severity) || b.since - a.since;
}

function groupsOf(standings: readonly AlertStanding[]): readonly AlertGroup[] {
  const groups = new Map<string, AlertStanding[]>();
  for (const standing of standings) {
    if (standing.alert.state === 'pending') continue;
    const group = groups.get(standing.rootCause) ?? [];
    groups.set(standing.rootCause, group);
    group.push(standing);
  }
  return [...groups].map(([rootCause, members]) => {
    const isOwn = ({ alert }: AlertStanding): boolean => alert.service === rootCause;
    const others = members.filter((each) => !isOwn(each));
    return {
      rootCause,
      standings: [...members.filter(isOwn), ...others],
      affected: [...new Set(others.map(({ alert }) => alert.service))],
    };
  });
}
