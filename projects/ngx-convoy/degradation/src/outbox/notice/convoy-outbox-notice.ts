import {
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  NgZone,
  signal,
  untracked,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Cancel } from 'ngx-convoy/core';
import { Outbox } from '../outbox';
import { OutboxEntries } from '../outbox-entries';
import { OUTBOX_TEXTS } from './outbox-texts';

/** Milliseconds to wait for more of the same. */
const GATHER = 500;
/** Milliseconds between two texts: whoever listens must be able to hear them out. */
const BREATHE = 3_000;
/** Milliseconds that the end of it stays to be seen. */
const LINGER = 6_000;

/**
 * Tells users politely what waits to be sent, that it was sent, and what could not be: with a way to try again and a way to give
 * up.
 *
 * A status region that is there from the beginning, as screen readers need it (WCAG 4.1.3); empty and without timers while
 * nothing waits. Needs `withOutbox`. Texts: `OUTBOX_TEXTS`. Looks: the custom properties of `<convoy-notice>`.
 *
 * @usageNotes
 * ```html
 * <convoy-outbox-notice />
 * ```
 */
@Component({
  selector: 'convoy-outbox-notice',
  templateUrl: './convoy-outbox-notice.html',
  styleUrl: './convoy-outbox-notice.css',
})
export class ConvoyOutboxNotice {
  protected readonly texts = inject(OUTBOX_TEXTS);
  protected readonly outbox = inject(Outbox);
  protected readonly text = signal('');
  protected readonly failed = computed(() => [...this.entries.dead(), ...this.entries.conflicts()]);
  /** The entry that somebody is about to give up. */
  protected readonly doomed = signal<string | undefined>(undefined);

  private readonly entries = inject(OutboxEntries);
  private readonly clock = inject(CLOCK);
  private readonly zone = inject(NgZone);
  private cancelNext: Cancel | undefined;
  private shownAt = -Infinity;
  private hasWaited = false;

  constructor() {
    effect(() => {
      const wanted = this.wanted();
      untracked(() => this.plan(wanted));
    });
    inject(DestroyRef).onDestroy(() => this.cancelNext?.());
  }

  protected discard(id: string): void {
    this.doomed.set(undefined);
    void this.outbox.drop(id);
  }

  private readonly wanted = computed(() => {
    const waiting = this.entries.waiting();
    const failed = this.failed().length;
    return [
      failed > 0 ? this.texts.failed(failed) : '',
      waiting > 0 ? this.texts.waiting(waiting, this.entries.isOnline()) : '',
    ]
      .filter((sentence) => sentence !== '')
      .join(' ');
  });

  private plan(wanted: string): void {
    this.cancelNext?.();
    if (wanted === this.text()) return;
    this.schedule(Math.max(this.clock.now() + GATHER, this.shownAt + BREATHE), () => {
      this.say(wanted);
    });
  }

  private say(wanted: string): void {
    this.shownAt = this.clock.now();
    if (wanted !== '') {
      this.hasWaited = true;
      this.text.set(wanted);
      return;
    }
    this.text.set(this.hasWaited ? this.texts.sent : '');
    this.hasWaited = false;
    this.schedule(this.clock.now() + LINGER, () => this.text.set(''));
  }

  private schedule(at: number, task: () => void): void {
    this.zone.runOutsideAngular(() => {
      this.cancelNext = this.clock.schedule(at, task);
    });
  }
}
