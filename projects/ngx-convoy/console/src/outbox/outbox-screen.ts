import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { OutboxEntry } from 'ngx-convoy/core';
import { Outbox, OutboxEntries } from 'ngx-convoy/degradation';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { ConsoleUrl } from '../shell/console-url';
import { followFocus } from '../shell/follow-focus';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyStatusMark } from '../status/status-mark';
import { ConvoyOutboxPanel } from './outbox-panel';
import { markOfEntry, OUTBOX_WORDS } from './outbox-words';

/** Every write of whoever is signed in that is not sent yet: how old it is, what is wrong, and what can be done about it. */
@Component({
  selector: 'convoy-outbox-screen',
  imports: [ConvoyOutboxPanel, ConvoyStatusMark, RouterLink],
  providers: [ConsoleUrl],
  templateUrl: './outbox-screen.html',
  styleUrl: './outbox-screen.scss',
  host: { '(document:keydown.escape)': 'onEscape($event)' },
})
export class ConvoyOutboxScreen {
  private readonly heartbeat = inject(Heartbeat);
  private readonly panel = viewChild(ConvoyOutboxPanel);
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');
  private readonly dialog = viewChild<ElementRef<HTMLDialogElement>>('dialog');
  protected readonly outbox = inject(Outbox);
  protected readonly entries = inject(OutboxEntries);
  protected readonly format = inject(ConsoleFormat);
  protected readonly url = inject(ConsoleUrl);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly words = OUTBOX_WORDS;
  protected readonly markOf = markOfEntry;
  /** What somebody is about to drop. */
  protected readonly doomed = signal<OutboxEntry | undefined>(undefined);

  protected readonly summary = computed(() => {
    const oldest = this.entries.oldestSince();
    const parts = [
      `${this.entries.waiting()} on their way`,
      `${this.entries.conflicts().length} in conflict`,
      `${this.entries.dead().length} given up`,
      ...(oldest === undefined
        ? []
        : [`the oldest kept ${this.format.ago(oldest, this.heartbeat.now())}`]),
    ];
    return parts.join(' · ');
  });
  protected readonly role = computed(() =>
    this.outbox.isLeader() ? 'This tab sends them.' : 'Another tab sends them.',
  );

  constructor() {
    followFocus({
      opener: computed(() => {
        const selected = this.url.selected();
        return selected === undefined ? '' : `convoy-outbox-${selected}`;
      }),
      panel: () => this.panel(),
      rest: () => this.title().nativeElement,
    });
  }

  protected age({ enqueuedAt }: OutboxEntry): string {
    return this.format.duration(Math.max(0, this.heartbeat.now() - enqueuedAt));
  }

  protected next({ state, nextAt }: OutboxEntry): string {
    if (state === 'sending') return 'now';
    if (state !== 'waiting') return '–';
    const left = nextAt - this.heartbeat.now();
    return left <= 0 ? 'its turn' : `in ${this.format.countdown(left)}`;
  }

  protected ask(entry: OutboxEntry): void {
    this.doomed.set(entry);
    this.dialog()?.nativeElement.showModal();
  }

  protected drop(): void {
    const id = this.doomed()?.id;
    this.doomed.set(undefined);
    // One that is being sent by now stays: the list shows it.
    if (id !== undefined) void this.outbox.drop(id);
    this.title().nativeElement.focus();
  }

  protected togglePause(): void {
    void (this.outbox.isPaused() ? this.outbox.resume() : this.outbox.pause());
  }

  protected onEscape(event: Event): void {
    const element = event.target instanceof Element ? event.target : undefined;
    const isForOthers = element?.matches('dialog *, input, select, textarea') === true;
    if (!event.defaultPrevented && !isForOthers) this.url.closePanel();
  }
}
