import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ServiceRegistry } from 'ngx-convoy';
import { AlertStore, type AlertGroup, type AlertStanding } from 'ngx-convoy/monitor';
import { ConsoleFormat } from '../format/console-format';
import { ConsoleUrl } from '../shell/console-url';
import { Heartbeat } from '../shell/heartbeat';
import { marksOf, SEVERITY_WORDS } from './alert-words';
import { ConvoySeverityMark } from './severity-mark';

/** What fires, and what may soon, by what it comes from; with everything that keeps it quiet. */
@Component({
  selector: 'convoy-alert-groups',
  imports: [ConvoySeverityMark, RouterLink],
  templateUrl: './alert-groups.html',
  styleUrl: './alert-groups.scss',
})
export class ConvoyAlertGroups {
  private readonly store = inject(AlertStore);
  private readonly registry = inject(ServiceRegistry);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);
  protected readonly url = inject(ConsoleUrl);
  protected readonly severityWords = SEVERITY_WORDS;
  protected readonly marksOf = marksOf;

  /** What may become an alert stands by itself, at the end. */
  protected readonly groups = computed((): readonly AlertGroup[] => {
    const pending = this.store.standings().filter(({ alert }) => alert.state === 'pending');
    const groups = this.store.groups();
    return pending.length === 0
      ? groups
      : [...groups, { rootCause: '', standings: pending, affected: [] }];
  });

  protected titleOf({ rootCause, affected }: AlertGroup): string {
    if (rootCause === '') return 'Not alerts yet';
    const others = affected.map((name) => this.labelOf(name)).join(', ');
    return others === ''
      ? this.labelOf(rootCause)
      : `${this.labelOf(rootCause)}, and because of it: ${others}`;
  }

  protected labelOf(service: string): string {
    return this.registry.serviceEntityMap()[service]?.label ?? service;
  }

  protected lasts({ alert }: AlertStanding): string {
    return this.format.duration(Math.max(1_000, this.heartbeat.now() - alert.since));
  }
}
