import {
  Component,
  computed,
  DOCUMENT,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Alert } from 'ngx-convoy/core';
import { AlertStore, DesktopNotifications, PrometheusRules } from 'ngx-convoy/monitor';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleUrl } from '../shell/console-url';
import { followFocus } from '../shell/follow-focus';
import { ConvoyAlertGroups } from './alert-groups';
import { ConvoyAlertHistory } from './alert-history';
import { ConvoyAlertPanel } from './alert-panel';
import { ConvoySilenceForm, type SilenceOrder } from './silence-form';
import { ConvoySilenceTable } from './silence-table';
import { ConvoySloTable } from './slo-table';

/** Alerts by what they come from, what people have decided about them, what is promised, and what is over. */
@Component({
  selector: 'convoy-alerts-screen',
  imports: [
    ConvoyAlertGroups,
    ConvoyAlertHistory,
    ConvoyAlertPanel,
    ConvoySilenceForm,
    ConvoySilenceTable,
    ConvoySloTable,
  ],
  providers: [ConsoleUrl],
  templateUrl: './alerts-screen.html',
  styleUrl: './alerts-screen.scss',
  host: { '(document:keydown.escape)': 'onEscape($event)' },
})
export class ConvoyAlertsScreen {
  private readonly store = inject(AlertStore);
  private readonly clock = inject(CLOCK);
  private readonly rules = inject(PrometheusRules);
  private readonly document = inject(DOCUMENT);
  private readonly panel = viewChild(ConvoyAlertPanel);
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');
  protected readonly desktop = inject(DesktopNotifications);
  protected readonly url = inject(ConsoleUrl);
  protected readonly isReadonly = inject(CONSOLE_READONLY);

  /** The silence that is being written: about an alert, or about nothing yet. */
  protected readonly draft = signal<{ readonly alert: Alert | undefined } | undefined>(undefined);
  protected readonly lastName = signal('');
  protected readonly summary = computed(() => {
    const { total, critical, unacknowledged } = this.store.counts();
    const quiet = this.store.firing().length - total;
    const parts = [
      `${total} active`,
      ...(critical > 0 ? [`${critical} critical`] : []),
      ...(unacknowledged > 0 ? [`${unacknowledged} that nobody looks after`] : []),
      ...(quiet > 0 ? [`${quiet} kept quiet`] : []),
    ];
    return parts.join(' · ');
  });

  constructor() {
    followFocus({
      opener: computed(() => {
        const selected = this.url.selected();
        return selected === undefined ? '' : `convoy-alert-${selected}`;
      }),
      panel: () => this.panel(),
      rest: () => this.title().nativeElement,
    });
  }

  protected draftFor(id: string): void {
    this.draft.set({ alert: this.store.entityMap()[id] });
  }

  protected silence({ matchers, by, comment, lasts }: SilenceOrder): void {
    this.store.silence({ matchers, by, comment, endsAt: this.clock.now() + lasts });
    this.lastName.set(by);
    this.draft.set(undefined);
    this.title().nativeElement.focus();
  }

  protected saveRules(): void {
    const link = this.document.createElement('a');
    link.href = URL.createObjectURL(new Blob([this.rules.file()], { type: 'application/yaml' }));
    link.download = 'ngx-convoy-rules.yml';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  protected onEscape(event: Event): void {
    const element = event.target instanceof Element ? event.target : undefined;
    const isForOthers = element?.matches('dialog *, input, select, textarea') === true;
    if (!event.defaultPrevented && !isForOthers) this.url.closePanel();
  }
}
