import { Component, computed, inject, input, signal } from '@angular/core';
import { Connectivity, HealthChecks, ServiceMonitor } from 'ngx-convoy/monitor';
import type { HealthCheck } from 'ngx-convoy/monitor';
import type { EndpointHealth } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { HEALTH_SHAPES, HEALTH_WORDS } from '../instances/instance-view';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyStatusMark } from '../status/status-mark';

/** Something that says how it is: an instance, or the service as a whole. */
interface Branch {
  readonly name: string;
  readonly health: EndpointHealth;
  readonly lastCheck: HealthCheck | undefined;
  readonly nextCheckAt: number | undefined;
}

/** What a service and its instances say about themselves, who asks them, and when next. */
@Component({
  selector: 'convoy-health-tree',
  imports: [ConvoyStatusMark],
  templateUrl: './health-tree.html',
  styleUrl: './health-tree.scss',
})
export class ConvoyHealthTree {
  /** Name of the service. */
  readonly service = input.required<string>();

  private readonly monitor = inject(ServiceMonitor);
  private readonly checks = inject(HealthChecks);
  private readonly connectivity = inject(Connectivity);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);
  protected readonly words = HEALTH_WORDS;
  protected readonly shapes = HEALTH_SHAPES;
  protected readonly isAsking = signal(false);

  private readonly signal = computed(() => this.monitor.health(this.service()));
  protected readonly health = computed(() => this.signal()());

  /** The service first, where it is asked as a whole; then those of its instances that are asked. */
  protected readonly branches = computed((): readonly Branch[] => {
    const health = this.health();
    if (health === undefined) return [];
    const { lastCheck, instances } = health;
    const whole: Branch = {
      ...{ name: 'As a whole', health: lastCheck?.answer.status ?? 'unknown', lastCheck },
      nextCheckAt: this.checks.nextCheckAt(health.service),
    };
    return [whole, ...instances.map((each) => ({ name: each.instance, ...each }))].filter(
      (each) => each.lastCheck !== undefined || each.nextCheckAt !== undefined,
    );
  });

  protected readonly who = computed(() => {
    const reason = this.connectivity.reason();
    if (reason !== '') return `Nobody asks: ${reason}.`;
    switch (this.checks.askedBy()) {
      case 'this-tab':
        return 'This tab asks, and tells the others.';
      case 'another-tab':
        return 'Another tab asks, and tells this one.';
      case 'nobody':
        return 'Nobody asks at the moment.';
    }
  });

  protected next(at: number | undefined): string {
    if (at === undefined) return '';
    const left = at - this.heartbeat.now();
    return left <= 0 ? 'asked now' : `next in ${this.format.countdown(left)}`;
  }

  protected async ask(): Promise<void> {
    this.isAsking.set(true);
    await this.monitor.checkNow(this.service());
    this.isAsking.set(false);
  }
}
