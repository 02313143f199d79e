import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { CLOCK, ServiceRegistry } from 'ngx-convoy';
import { AlertStore } from 'ngx-convoy/monitor';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyAcknowledgeForm, type AcknowledgeOrder } from './acknowledge-form';
import { SEVERITY_WORDS } from './alert-words';
import { ConvoySeverityMark } from './severity-mark';

/** What is firing, the most severe first, and who looks after it. */
@Component({
  selector: 'convoy-alert-list',
  imports: [ConvoyAcknowledgeForm, ConvoySeverityMark, RouterLink],
  templateUrl: './alert-list.html',
  styleUrl: './alert-list.scss',
})
export class ConvoyAlertList {
  private readonly store = inject(AlertStore);
  private readonly registry = inject(ServiceRegistry);
  private readonly clock = inject(CLOCK);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly severityWords = SEVERITY_WORDS;

  protected readonly alerts = computed(() => this.store.active());
  /** Id of the alert whose form is open. */
  protected readonly opened = signal<string | undefined>(undefined);
  /** Whoever acknowledged one alert is likely to acknowledge the next. */
  protected readonly lastName = signal('');

  /** Alerts may be about something else, such as a saga, which has no panel to open. */
  protected isService(name: string): boolean {
    return this.registry.serviceEntityMap()[name] !== undefined;
  }

  protected labelOf(service: string): string {
    return this.registry.serviceEntityMap()[service]?.label ?? service;
  }

  protected lasts(since: number): string {
    return this.format.duration(Math.max(1_000, this.heartbeat.now() - since));
  }

  protected acknowledge(id: string, order: AcknowledgeOrder): void {
    const { by, note, lasts } = order;
    const until = lasts === undefined ? undefined : this.clock.now() + lasts;
    this.store.acknowledge(id, { by, note, until });
    this.lastName.set(order.by);
    this.opened.set(undefined);
  }
}
