import { computed, inject, Service, type Signal } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Alert, Candidate, Labels } from 'ngx-convoy/core';
import { AlertStore } from '../alerts/alert-store';
import { MONITORING } from '../monitoring-options';

/** Milliseconds for which what is over is still put forward, so that its end can be told. */
const STILL_NEWS = 10 * 60_000;

/** What this tab could tell people: what fires, and what has just ended. */
@Service()
export class Candidates {
  private readonly store = inject(AlertStore);
  private readonly clock = inject(CLOCK);
  private readonly groupBy = inject(MONITORING).alerts.groupBy;

  /** By fingerprint, the group in which it was last: an end is told to those who were told the beginning. */
  private groups: ReadonlyMap<string, Labels> = new Map();

  readonly all: Signal<readonly Candidate[]> = computed(() => {
    const open = this.store
      .standings()
      .filter(({ alert }) => alert.state !== 'pending')
      .map(({ alert, rootCause, isMuted }) => ({
        ...{ alert, isMuted },
        group: this.groupOf(alert, rootCause),
      }));
    const since = this.clock.now() - STILL_NEWS;
    const isOpen = new Set(open.map(({ alert }) => alert.fingerprint));
    const over = this.store
      .history()
      .filter(({ resolvedAt = 0, fingerprint }) => resolvedAt > since && !isOpen.has(fingerprint))
      .map((alert) => ({
        ...{ alert, isMuted: false },
        group: this.groups.get(alert.fingerprint) ?? this.groupOf(alert, alert.service),
      }));
    const all = [...open, ...over];
    this.groups = new Map(all.map(({ alert, group }) => [alert.fingerprint, group]));
    return all;
  });

  private groupOf({ labels }: Alert, rootCause: string): Labels {
    const { groupBy } = this;
    if (groupBy === undefined) return { service: rootCause };
    return Object.fromEntries(groupBy.map((name) => [name, labels[name] ?? '']));
  }
}
