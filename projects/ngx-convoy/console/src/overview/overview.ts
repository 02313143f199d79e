import {
  afterNextRender,
  Component,
  computed,
  DOCUMENT,
  effect,
  type ElementRef,
  inject,
  Injector,
  untracked,
  viewChild,
} from '@angular/core';
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
  private readonly injector = inject(Injector);
  private readonly document = inject(DOCUMENT);
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

  /** Id of the link that opens what is open, to notice when it is another one, and to return there. */
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
    let opener = this.opener();
    effect(() => {
      const before = opener;
      opener = this.opener();
      if (opener === before) return;
      untracked(() => {
        this.followFocus(before);
      });
    });
  }

  protected onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    const element = event.target instanceof Element ? event.target : undefined;
    if (event.key === 'Escape') {
      const isForOthers = element?.matches('dialog *, input, select, textarea') === true;
      if (this.panel() !== undefined && !isForOthers) this.url.closePanel();
    } else if (event.key === '/' && this.shortcuts.enabled() && !isTyping(element)) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      this.filterBox().nativeElement.focus();
      this.filterBox().nativeElement.select();
    }
  }

  /** Into a panel that opened; out of one that closed, to the link that it came from, if that is still there. */
  private followFocus(before: string): void {
    afterNextRender(
      () => {
        const panel = this.servicePanel() ?? this.faultsPanel();
        const link = this.document.getElementById(before);
        if (panel !== undefined) panel.focus();
        else (link ?? this.filterBox().nativeElement).focus();
      },
      { injector: this.injector },
    );
  }
}

function isTyping(element: Element | undefined): boolean {
  return element?.matches('input, select, textarea, [contenteditable] *') === true;
}
