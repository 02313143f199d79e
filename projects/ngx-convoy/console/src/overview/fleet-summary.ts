import { Component, computed, inject } from '@angular/core';
import { Degradation } from 'ngx-convoy/degradation';
import { AlertStore } from 'ngx-convoy/monitor';
import { Fleet } from '../fleet/fleet';
import { isReduced } from '../fleet/service-view';
import { ConsoleFormat } from '../format/console-format';
import { ConvoyStatusMark } from '../status/status-mark';

/** The state of everything in one sentence, and the few numbers that belong to it. */
@Component({
  selector: 'convoy-fleet-summary',
  imports: [ConvoyStatusMark],
  templateUrl: './fleet-summary.html',
  styleUrl: './fleet-summary.scss',
})
export class ConvoyFleetSummary {
  private readonly alerts = inject(AlertStore);
  protected readonly degradation = inject(Degradation);
  protected readonly fleet = inject(Fleet);
  protected readonly format = inject(ConsoleFormat);

  protected readonly status = computed(() => {
    const reduced = this.fleet.services().filter(isReduced);
    if (reduced.length === 0) return 'up';
    return reduced.some(({ status }) => status === 'down') ? 'down' : 'degraded';
  });
  protected readonly alertCounts = computed(() => this.alerts.counts());
}
