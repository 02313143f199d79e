import { Component, computed, type ElementRef, inject, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { SagaRecord } from 'ngx-convoy/core';
import { SagaRunner, SagaRuns } from 'ngx-convoy/flow';
import { ConsoleFormat } from '../format/console-format';
import { ConsoleUrl } from '../shell/console-url';
import { followFocus } from '../shell/follow-focus';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyStatusMark } from '../status/status-mark';
import { ConvoyRunPanel } from './run-panel';
import { markOfRun, reasonOf, RUN_WORDS } from './saga-words';

/** Runs that need somebody come first, then those under way, then those that have ended. */
const RANK: Readonly<Record<SagaRecord['status'], number>> = {
  stuck: 0,
  suspended: 1,
  compensating: 2,
  running: 3,
  waiting: 3,
  pending: 3,
  completed: 4,
  compensated: 4,
};

/** Every run of whoever is signed in, and one of them closely. */
@Component({
  selector: 'convoy-sagas',
  imports: [ConvoyRunPanel, ConvoyStatusMark, RouterLink],
  providers: [ConsoleUrl],
  templateUrl: './sagas-screen.html',
  styleUrl: './sagas-screen.scss',
  host: { '(document:keydown.escape)': 'onEscape($event)' },
})
export class ConvoySagas {
  private readonly runs = inject(SagaRuns);
  private readonly runner = inject(SagaRunner);
  private readonly heartbeat = inject(Heartbeat);
  private readonly panel = viewChild(ConvoyRunPanel);
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');
  protected readonly format = inject(ConsoleFormat);
  protected readonly url = inject(ConsoleUrl);
  protected readonly words = RUN_WORDS;
  protected readonly markOf = markOfRun;
  protected readonly reasonOf = reasonOf;

  protected readonly rows = computed(() =>
    [...this.runs.newest()].sort((a, b) => RANK[a.status] - RANK[b.status]),
  );
  protected readonly summary = computed(() => {
    const stuck = this.runs.stuck().length;
    const open = this.runs.open().length - stuck;
    const parts = [
      ...(stuck > 0 ? [`${stuck} ${stuck === 1 ? 'needs' : 'need'} somebody`] : []),
      `${open} under way`,
      `${this.rows().length - open - stuck} ended`,
    ];
    return parts.join(' · ');
  });
  protected readonly journal = computed(() => {
    const { state, reason } = this.runner.journal();
    return state === 'ready' || state === 'opening' ? undefined : { state, reason };
  });
  protected readonly role = computed(() =>
    this.runner.isRunner() ? 'This tab executes them.' : 'Another tab executes them.',
  );

  constructor() {
    followFocus({
      opener: computed(() => {
        const selected = this.url.selected();
        return selected === undefined ? '' : `convoy-run-${selected}`;
      }),
      panel: () => this.panel(),
      rest: () => this.title().nativeElement,
    });
  }

  protected ago(record: SagaRecord): string {
    return this.format.ago(record.updatedAt, this.heartbeat.now());
  }

  protected onEscape(event: Event): void {
    const element = event.target instanceof Element ? event.target : undefined;
    const isForOthers = element?.matches('dialog *, input, select, textarea') === true;
    if (!event.defaultPrevented && !isForOthers) this.url.closePanel();
  }
}
