import { Component, computed, type ElementRef, inject, viewChild } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import { AlertStore } from 'ngx-convoy/monitor';
import { ConvoyAlertList } from '../alerts/alert-list';
import { ConvoyFeatureList } from '../degradation/feature-list';
import { FaultBoard } from '../faults/fault-board';
import { ConvoyFaultsPanel } from '../faults/faults-panel';
import { Fleet } from '../fleet/fleet';
import { matchesQuery } from '../fleet/service-view';
import { ConvoyRegistryProblems } from '../registry/registry-problems';
import { ConvoyServicePanel } from '../service-panel/service-panel';
import { ConsoleUrl } from '../shell/console-url';
import { followFocus } from '../shell/follow-focus';
import { ScreenKeys } from '../shell/screen-keys';
import { Shortcuts } from '../shell/shortcuts';
import { ConvoyFleetSummary } from './fleet-summary';
import { ConvoyServiceTable } from './service-table';

/** How everything is, at a glance: a sentence, the readings, every service, what is firing, what users miss. */
@Component({
  selector: 'convoy-overview',
  imports: [
    ConvoyAlertList,
    ConvoyFaultsPanel,
    ConvoyFeatureList,
    ConvoyFleetSummary,
    ConvoyRegistryProblems,
    ConvoyServicePanel,
    ConvoyServiceTable,
  ],
  providers: [ConsoleUrl],
  templateUrl: './overview.html',
  styleUrl: './overview.scss',
  host: { '(document:keydown)': 'onKey($event)' },
})
export class ConvoyOverview {
  private readonly fleet = inject(Fleet);
  private readonly registry = inject(ServiceRegistry);
  private readonly alerts = inject(AlertStore);
  private readonly board = inject(FaultBoard);
  protected readonly shortcuts = inject(Shortcuts);
  private readonly keys = inject(ScreenKeys);
  private readonly filterBox = viewChild.required<ElementRef<HTMLInputElement>>('filter');
  private readonly servicePanel = viewChild(ConvoyServicePanel);
  private readonly faultsPanel = viewChild(ConvoyFaultsPanel);
  protected readonly url = inject(ConsoleUrl);

  protected readonly services = computed(() =>
    this.fleet.services().filter((view) => matchesQuery(view, this.url.query())),
  );
  protected readonly total = computed(() => this.fleet.services().length);
  protected readonly alertCounts = computed(() => {
    const counts = new Map<string, number>();
    for (const { service } of this.alerts.active()) {
      counts.set(service, (counts.get(service) ?? 0) + 1);
    }
    return counts;
  });
  protected readonly registryProblems = computed(() => this.registry.problems().length);

  /** What stands beside the table. A service that is selected comes before any other panel. */
  protected readonly panel = computed(() => {
    if (this.url.selected() !== undefined) return 'service';
    return this.url.panel() === 'faults' && this.board.isAvailable ? 'faults' : undefined;
  });

  /** Id of the link that opens what is open. */
  private readonly opener = computed(() => {
    switch (this.panel()) {
      case 'service':
        return `convoy-service-${this.url.selected() ?? ''}`;
      case 'faults':
        return 'convoy-open-faults';
      case undefined:
        return '';
    }
  });

  constructor() {
    followFocus({
      opener: this.opener,
      panel: () => this.servicePanel() ?? this.faultsPanel(),
      rest: () => this.filterBox().nativeElement,
    });
  }

  protected onKey(event: KeyboardEvent): void {
    this.keys.press(event, {
      isPanelOpen: () => this.panel() !== undefined,
      closePanel: () => {
        this.url.closePanel();
      },
      filterBox: () => this.filterBox().nativeElement,
    });
  }
}
