import { Component, computed, inject, input, output, signal, viewChild } from '@angular/core';
import { CLOCK, ServiceRegistry } from 'ngx-convoy';
import { lasted } from 'ngx-convoy/core';
import { AlertStore, NotificationReasons, Notifier } from 'ngx-convoy/monitor';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoySidePanel } from '../shell/side-panel';
import { ConvoyAcknowledgeForm, type AcknowledgeOrder } from './acknowledge-form';
import { reasonInWords, SEVERITY_WORDS } from './alert-words';
import { ConvoySeverityMark } from './severity-mark';

/** Everything about one alert: what it is, who was told and why not, and what one can do about it. */
@Component({
  selector: 'convoy-alert-panel',
  imports: [ConvoyAcknowledgeForm, ConvoySeverityMark, ConvoySidePanel],
  templateUrl: './alert-panel.html',
  styleUrl: './alert-panel.scss',
})
export class ConvoyAlertPanel {
  /** Id of the alert. */
  readonly id = input.required<string>();
  readonly closed = output();
  /** Somebody wants to silence it. */
  readonly silence = output();

  private readonly store = inject(AlertStore);
  private readonly registry = inject(ServiceRegistry);
  private readonly reasons = inject(NotificationReasons);
  private readonly notifier = inject(Notifier);
  private readonly clock = inject(CLOCK);
  private readonly heartbeat = inject(Heartbeat);
  private readonly panel = viewChild.required(ConvoySidePanel);
  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly severityWords = SEVERITY_WORDS;
  protected readonly isAcknowledging = signal(false);
  protected readonly lastName = signal('');

  protected readonly alert = computed(() => this.store.entityMap()[this.id()]);
  protected readonly standing = computed(() =>
    this.store.standings().find(({ alert }) => alert.id === this.id()),
  );
  protected readonly labels = computed(() => Object.entries(this.alert()?.labels ?? {}));
  protected readonly why = computed(() => {
    const standing = this.standing();
    this.heartbeat.now();
    return standing === undefined
      ? []
      : this.reasons
          .of(standing)
          .map((reason) => reasonInWords(reason, this.format, (name) => this.labelOf(name)));
  });
  protected readonly deliveries = computed(() => {
    const fingerprint = this.alert()?.fingerprint;
    return this.notifier
      .deliveries()
      .filter(({ notification: { firing, resolved } }) =>
        [...firing, ...resolved].some((each) => each.fingerprint === fingerprint),
      );
  });
  protected readonly duration = computed(() => {
    const alert = this.alert();
    return alert === undefined
      ? ''
      : this.format.duration(Math.max(1_000, lasted(alert, this.heartbeat.now())));
  });

  focus(): void {
    this.panel().focus();
  }

  protected labelOf(service: string): string {
    return this.registry.serviceEntityMap()[service]?.label ?? service;
  }

  protected acknowledge({ by, note, lasts }: AcknowledgeOrder): void {
    const until = lasts === undefined ? undefined : this.clock.now() + lasts;
    this.store.acknowledge(this.id(), { by, note, until });
    this.lastName.set(by);
    this.isAcknowledging.set(false);
  }

  protected unacknowledge(): void {
    this.store.unacknowledge(this.id());
  }
}
