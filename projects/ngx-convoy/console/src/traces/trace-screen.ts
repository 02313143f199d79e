import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Traces } from 'ngx-convoy';
import type { CallTrace } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { ConsoleUrl } from '../shell/console-url';
import { followFocus } from '../shell/follow-focus';
import { ScreenKeys } from '../shell/screen-keys';
import { Shortcuts } from '../shell/shortcuts';
import { isRemarkable, matchesTrace } from './matches-trace';
import { OUTCOME_WORDS } from './outcome-words';
import { ConvoyTracePanel } from './trace-panel';

/** Lines that are drawn; the filter looks at all that are kept. */
const LISTED = 200;

/** The calls that are kept, newest first, and beside them one trace as a waterfall. */
@Component({
  selector: 'convoy-trace-screen',
  imports: [ConvoyTracePanel, RouterLink],
  providers: [ConsoleUrl],
  templateUrl: './trace-screen.html',
  styleUrl: './trace-screen.scss',
  host: { '(document:keydown)': 'onKey($event)' },
})
export class ConvoyTraceScreen {
  private readonly traces = inject(Traces);
  private readonly keys = inject(ScreenKeys);
  private readonly filterBox = viewChild.required<ElementRef<HTMLInputElement>>('filter');
  private readonly tracePanel = viewChild(ConvoyTracePanel);
  protected readonly url = inject(ConsoleUrl);
  protected readonly format = inject(ConsoleFormat);
  protected readonly shortcuts = inject(Shortcuts);
  protected readonly words = OUTCOME_WORDS;
  protected readonly listed = LISTED;

  /** The list as it stood when it was paused; `undefined` while it follows. */
  private readonly paused = signal<readonly CallTrace[] | undefined>(undefined);
  protected readonly isPaused = computed(() => this.paused() !== undefined);
  protected readonly onlyRemarkable = computed(() => this.url.kind() === 'remarkable');

  protected readonly matches = computed(() => {
    const calls = this.paused() ?? this.traces.recent();
    const query = this.url.query();
    const wanted = this.onlyRemarkable();
    return calls.filter((call) => (!wanted || isRemarkable(call)) && matchesTrace(call, query));
  });
  protected readonly calls = computed(() => this.matches().slice(0, LISTED));
  private readonly slowest = computed(() =>
    Math.max(1, ...this.calls().map(({ durationMs }) => durationMs)),
  );

  constructor() {
    followFocus({
      opener: computed(() => {
        const selected = this.url.selected();
        return selected === undefined ? '' : `convoy-trace-${selected}`;
      }),
      panel: () => this.tracePanel(),
      rest: () => this.filterBox().nativeElement,
    });
  }

  protected pause(on: boolean): void {
    this.paused.set(on ? this.traces.recent() : undefined);
  }

  /** Percent of the slowest call in the list. */
  protected part(durationMs: number): number {
    return (durationMs / this.slowest()) * 100;
  }

  protected onKey(event: KeyboardEvent): void {
    this.keys.press(event, {
      isPanelOpen: () => this.url.selected() !== undefined,
      closePanel: () => {
        this.url.closePanel();
      },
      filterBox: () => this.filterBox().nativeElement,
    });
  }
}
