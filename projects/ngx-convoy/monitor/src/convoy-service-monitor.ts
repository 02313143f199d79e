import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  contentChild,
  effect,
  inject,
  input,
  output,
  untracked,
} from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import type { Alert } from 'ngx-convoy/core';
import type { AlertThresholds } from './alerts/alert-options';
import { AlertRules } from './alerts/alert-rules';
import { AlertStore } from './alerts/alert-store';
import { ConvoyServiceHealth, type ConvoyServiceHealthContext } from './convoy-service-health';
import { HealthChecks } from './health/health-checks';
import { type ServiceHealth, ServiceMonitor } from './service-monitor';

/** A service to be watched, and what is different about it. */
export interface MonitoredService {
  /** Of a service of the app. One that nobody knows is added for as long as it is watched. */
  readonly name: string;
  /** A path that is asked on each instance, or an absolute URL for the service as a whole. */
  readonly healthEndpoint?: string | undefined;
  /** Milliseconds between two checks, >= 1,000. */
  readonly checkInterval?: number | undefined;
  readonly alertThresholds?: AlertThresholds | undefined;
}

/** A service has been asked how it is. */
export interface ServiceChecked {
  readonly serviceName: string;
  /** How it is now. */
  readonly health: ServiceHealth;
}

/** Something is wrong with a service. */
export interface AlertRaised {
  readonly serviceName: string;
  readonly alert: Alert;
}

/**
 * Watches some services while it is there, and hands its content how they are.
 *
 * What is said about a service, such as its interval and its thresholds, holds for as long as the component is there. The
 * app has to be set up with `withMonitoring`.
 *
 * @usageNotes
 * ```html
 * <convoy-service-monitor
 *   [services]="[{ name: 'orders', healthEndpoint: '/health', checkInterval: 5_000, alertThresholds: { responseTime: 300 } }]"
 *   (healthCheck)="log($event.serviceName, $event.health.status)"
 *   (alert)="tell($event.alert.message)"
 * >
 *   <ng-template convoyServiceHealth let-services>
 *     @for (service of services; track service.service) {
 *       <p>{{ service.service }}: {{ service.status }}, {{ service.reason }}</p>
 *     }
 *   </ng-template>
 * </convoy-service-monitor>
 * ```
 */
@Component({
  selector: 'convoy-service-monitor',
  imports: [NgTemplateOutlet],
  template: `
    @if (content(); as content) {
      <ng-container [ngTemplateOutlet]="content.template" [ngTemplateOutletContext]="context()" />
    }
    <ng-content />
  `,
})
export class ConvoyServiceMonitor {
  readonly services = input.required<readonly MonitoredService[]>();

  /** After every check, whichever tab of the app has made it. */
  readonly healthCheck = output<ServiceChecked>();
  /** Once for every alert that begins to fire and is not kept quiet. */
  readonly alert = output<AlertRaised>();

  protected readonly content = contentChild(ConvoyServiceHealth);

  private readonly registry = inject(ServiceRegistry);
  private readonly monitor = inject(ServiceMonitor);
  private readonly checks = inject(HealthChecks);
  private readonly rules = inject(AlertRules);
  private readonly alerts = inject(AlertStore);

  private readonly names = computed(() => [...new Set(this.services().map(({ name }) => name))], {
    equal: (a, b) => a.join() === b.join(),
  });
  private readonly signals = computed(() => this.names().map((name) => this.monitor.health(name)));

  /** How they are, in the order in which they were given. */
  readonly health = computed(() => this.signals().flatMap((health) => health() ?? []));
  protected readonly context = computed((): ConvoyServiceHealthContext => ({
    $implicit: this.health(),
  }));

  constructor() {
    effect((onCleanup) => {
      const services = this.services();
      const undo = untracked(() => services.flatMap((service) => this.watch(service)));
      onCleanup(() => {
        for (const each of undo.reverse()) each();
      });
    });
    const seen = new Map<string, number>();
    effect(() => {
      for (const health of this.health()) {
        const { service, lastCheckAt } = health;
        if (lastCheckAt === undefined || seen.get(service) === lastCheckAt) continue;
        seen.set(service, lastCheckAt);
        untracked(() => {
          this.healthCheck.emit({ serviceName: service, health });
        });
      }
    });
    let raised: ReadonlySet<string> = new Set();
    effect(() => {
      const names = this.names();
      const active = this.alerts.active().filter(({ service }) => names.includes(service));
      const fresh = active.filter(({ id }) => !raised.has(id));
      raised = new Set(active.map(({ id }) => id));
      untracked(() => {
        for (const alert of fresh) this.alert.emit({ serviceName: alert.service, alert });
      });
    });
  }

  /** @returns how to take back what is said about it */
  private watch(service: MonitoredService): readonly (() => void)[] {
    const { name, healthEndpoint, checkInterval, alertThresholds } = service;
    const undo: (() => void)[] = [];
    if (this.registry.serviceEntityMap()[name] === undefined) {
      this.registry.add({ name });
      undo.push(() => {
        this.registry.remove(name);
      });
    }
    if (healthEndpoint !== undefined || checkInterval !== undefined) {
      undo.push(this.checks.lend(name, { healthEndpoint, checkInterval }));
    }
    if (alertThresholds !== undefined) undo.push(this.rules.setThresholds(name, alertThresholds));
    return undo;
  }
}
