import { DestroyRef, effect, inject, NgZone, Service, untracked } from '@angular/core';
import { CLOCK, ServiceRegistry, Traffic, Upstreams, type RegistryProblem } from 'ngx-convoy';
import { type Cancel, reasonInWords } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { Page } from '../page';
import { metricsOf } from '../metrics/service-metrics';
import { AlertStore } from './alert-store';
import { ServiceAlerts, type AlertChanges } from './service-alerts';

declare const ngServerMode: unknown;

/** Milliseconds between two rounds of the rules. */
const BEAT = 5_000;

/**
 * Puts the rules to every service: at once when its state changes, and every few seconds for its numbers.
 *
 * Rests while the page is hidden; one round is made when it is looked at again.
 */
@Service()
export class AlertWatch {
  private readonly clock = inject(CLOCK);
  private readonly upstreams = inject(Upstreams);
  private readonly registry = inject(ServiceRegistry);
  private readonly traffic = inject(Traffic);
  private readonly options = inject(MONITORING);
  private readonly store = inject(AlertStore);
  private readonly page = inject(Page);
  private readonly zone = inject(NgZone);

  private readonly services = new Map<string, ServiceAlerts>();
  private cancelBeat: Cancel | undefined;

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    effect(() => {
      // A record is published exactly when the state of a service or of its registry has changed.
      this.registry.services();
      untracked(() => {
        this.evaluate();
      });
    });
    effect(() => {
      const isVisible = this.page.visible();
      untracked(() => {
        if (isVisible) this.beat();
        else this.cancelBeat?.();
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelBeat?.());
  }

  private beat(): void {
    this.evaluate();
    this.traffic.refresh();
    this.zone.runOutsideAngular(() => {
      this.cancelBeat = this.clock.schedule(this.clock.now() + BEAT, () => {
        this.beat();
      });
    });
  }

  private evaluate(): void {
    const now = this.clock.now();
    const problems = new Map(this.registry.problems().map((each) => [each.service, each]));
    const changes: AlertChanges[] = [];
    for (const upstream of this.upstreams.all()) {
      const { name } = upstream;
      const view = {
        label: this.upstreams.service(name)?.label ?? name,
        state: upstream.state(now),
        circuit: upstream.breaker.state,
        circuitReason: reasonInWords(upstream.breaker),
        metrics: metricsOf(upstream.traffic.snapshot(now)),
        registryProblem: describe(problems.get(name), upstream.endpoints.length),
      };
      changes.push(this.alertsOf(name).evaluate(view, now));
    }
    changes.push(...this.endThoseGone(now));

    this.store.report(changes.flatMap(({ reported }) => reported));
    this.store.withdraw(changes.flatMap(({ withdrawn }) => withdrawn));
  }

  private alertsOf(name: string): ServiceAlerts {
    let alerts = this.services.get(name);
    if (alerts === undefined) {
      alerts = new ServiceAlerts(name, this.options.thresholds(name), this.options.alerts);
      this.services.set(name, alerts);
    }
    return alerts;
  }

  private endThoseGone(now: number): readonly AlertChanges[] {
    return [...this.services]
      .filter(([name]) => this.upstreams.get(name) === undefined)
      .map(([name, alerts]) => {
        this.services.delete(name);
        return alerts.end(now);
      });
  }
}

function describe(problem: RegistryProblem | undefined, kept: number): string | undefined {
  if (problem === undefined) return undefined;
  return kept > 0 && problem.isStale
    ? `${problem.message}; the last good instances stay`
    : problem.message;
}
