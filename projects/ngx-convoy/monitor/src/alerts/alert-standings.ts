import { computed, inject, Service, signal, type Signal } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import { Inhibitions, Maintenance, type Alert } from 'ngx-convoy/core';
import { Connectivity } from '../health/connectivity';
import { MONITORING } from '../monitoring-options';
import { AlertMemory } from './alert-memory';
import type { AlertStanding } from './alert-standing';
import { BUILT_IN_INHIBITIONS } from './built-in-rules';
import { CallGraph } from './call-graph';

/** Works out what keeps which alert quiet, and what it comes from. */
@Service()
export class AlertStandings {
  private readonly options = inject(MONITORING).alerts;
  private readonly memory = inject(AlertMemory);
  private readonly calls = inject(CallGraph);
  private readonly registry = inject(ServiceRegistry);
  private readonly connectivity = inject(Connectivity);
  private readonly inhibitions = new Inhibitions([
    ...BUILT_IN_INHIBITIONS,
    ...this.options.inhibitions,
  ]);
  private readonly maintenance = new Maintenance(this.options.maintenance);
  private readonly time = signal(0);

  /** Time passes: silences and maintenance begin and end. */
  tick(now: number): void {
    this.time.set(now);
  }

  /** How all of `alerts` stand; those that are over are left out. */
  of(alerts: Signal<readonly Alert[]>, now: () => number): Signal<readonly AlertStanding[]> {
    const open = computed(() => alerts().filter(({ state }) => state !== 'resolved'));
    const firing = computed(() => open().filter(({ state }) => state === 'firing'));
    const causes = computed(() => this.rootCauses(open()));
    return computed(() => {
      this.memory.revision();
      this.time();
      const at = now();
      const isOffline = this.connectivity.selfOffline();
      return open().map((alert) => {
        const rootCause = causes().get(alert.service) ?? alert.service;
        const inhibitedBy = this.inhibitedBy(alert, rootCause, firing());
        const silencedBy = this.memory.silencesOf(alert, at);
        const maintenance = this.maintenance.of(alert.labels, at);
        const isOwnNetwork = isOffline && this.isService(alert.service);
        return {
          ...{ alert, rootCause, inhibitedBy, silencedBy, maintenance, isOffline: isOwnNetwork },
          isMuted:
            isOwnNetwork ||
            maintenance !== undefined ||
            silencedBy.length > 0 ||
            inhibitedBy.length > 0,
        };
      });
    });
  }

  private inhibitedBy(alert: Alert, rootCause: string, firing: readonly Alert[]): readonly Alert[] {
    const byRule = this.inhibitions.of(alert.labels, firing);
    if (rootCause === alert.service) return byRule;
    const byCause = firing.filter((each) => each.service === rootCause && isOutage(each));
    return [...new Set([...byRule, ...byCause])];
  }

  /** Of everything that alerts are about: what is down, and behind which nothing else is. */
  private rootCauses(open: readonly Alert[]): ReadonlyMap<string, string> {
    this.calls.revision();
    const { graph } = this.calls;
    const failing = new Map<string, number>();
    for (const { service, since } of open.filter(isOutage)) {
      failing.set(service, Math.min(since, failing.get(service) ?? Infinity));
    }
    const isWell = (name: string): boolean =>
      this.registry.serviceEntityMap()[name]?.status === 'up';
    const causes = new Map(graph.rootCauses(failing, isWell));
    for (const { service } of open) {
      if (causes.has(service)) continue;
      // Not down itself, so it is nobody's cause; but what troubles it may be a dependency that is.
      const alone = graph.rootCauses(new Map([...failing, [service, Infinity]]), isWell);
      causes.set(service, alone.get(service) ?? service);
    }
    return causes;
  }

  private isService(name: string): boolean {
    return this.registry.serviceEntityMap()[name] !== undefined;
  }
}

function isOutage({ state, severity }: Alert): boolean {
  return state === 'firing' && severity === 'critical';
}
