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
import type { FeatureState } from '../features/feature-state';
import { Degradation } from '../levels/degradation';
import { CONVOY_TEXTS } from '../texts';

/** Milliseconds to wait for more of the same: services often fall together. */
const GATHER = 500;
/** Milliseconds between two texts: whoever listens must be able to hear them out. */
const BREATHE = 3_000;
/** Milliseconds that the end of it stays to be seen. */
const LINGER = 6_000;

interface Notice {
  readonly kind: 'reduced' | 'over';
  readonly text: string;
}

/**
 * Tells users politely what is reduced, since when and what still works, and that it is over.
 *
 * A status region that is there from the beginning, as screen readers need it (WCAG 4.1.3); empty and without timers
 * while all is well. What was dismissed comes back only when more is reduced. Texts: `CONVOY_TEXTS`. Looks:
 * `--convoy-notice-background`, `--convoy-notice-color`, `--convoy-notice-border`, `--convoy-notice-radius`.
 *
 * @usageNotes
 * ```html
 * <convoy-notice />
 * ```
 */
@Component({
  selector: 'convoy-notice',
  templateUrl: './convoy-notice.html',
  styleUrl: './convoy-notice.css',
  host: { '[attr.data-kind]': 'notice()?.kind' },
})
export class ConvoyNotice {
  protected readonly texts = inject(CONVOY_TEXTS);
  protected readonly notice = signal<Notice | undefined>(undefined);

  private readonly clock = inject(CLOCK);
  private readonly degradation = inject(Degradation);
  private readonly zone = inject(NgZone);

  /** What there is to say; `undefined` when nothing is reduced; `'calming'` while it may not be over yet. */
  private readonly wanted = computed(() => {
    const reduced = this.degradation.reduced();
    if (reduced.length > 0) return reduced;
    return this.degradation.level() > 0 ? 'calming' : undefined;
  });
  private dismissed: ReadonlySet<string> = new Set();
  private shownAt = -Infinity;
  /** Whether something is about to be said: what comes meanwhile is said with it. */
  private isGathering = false;
  private cancelNext: Cancel | undefined;

  constructor() {
    effect(() => {
      const wanted = this.wanted();
      untracked(() => {
        this.plan(wanted);
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelNext?.());
  }

  protected dismiss(): void {
    this.dismissed = new Set(this.degradation.reduced().map(({ feature }) => feature));
    this.notice.set(undefined);
  }

  private plan(wanted: readonly FeatureState[] | 'calming' | undefined): void {
    if (wanted === 'calming' || this.isGathering) return;
    if (wanted === undefined && this.notice() === undefined) {
      this.dismissed = new Set();
      return;
    }
    this.isGathering = true;
    this.schedule(Math.max(this.clock.now() + GATHER, this.shownAt + BREATHE), () => {
      this.isGathering = false;
      this.say();
    });
  }

  /** Says what is so now, whatever it was when it was planned. */
  private say(): void {
    const wanted = this.wanted();
    if (wanted === 'calming') return;
    if (wanted === undefined) {
      this.dismissed = new Set();
      if (this.notice() !== undefined) this.sayItIsOver();
      return;
    }
    if (wanted.every(({ feature }) => this.dismissed.has(feature))) return;
    this.show({ kind: 'reduced', text: this.describe(wanted) });
  }

  private sayItIsOver(): void {
    this.show({ kind: 'over', text: this.texts.over });
    this.schedule(this.clock.now() + LINGER, () => {
      this.notice.set(undefined);
    });
  }

  private describe(reduced: readonly FeatureState[]): string {
    const labels = (state: FeatureState['state']): readonly string[] =>
      reduced.filter((feature) => feature.state === state).map(({ label }) => label);
    const since = Math.min(...reduced.map((feature) => feature.since));
    return this.texts.reduced({
      degraded: labels('degraded'),
      unavailable: labels('unavailable'),
      working: this.degradation.working().map(({ label }) => label),
      since: this.texts.time(since, this.clock.now()),
    });
  }

  private show(notice: Notice): void {
    if (this.notice()?.text === notice.text) return;
    this.notice.set(notice);
    this.shownAt = this.clock.now();
  }

  private schedule(at: number, task: () => void): void {
    this.cancelNext?.();
    this.zone.runOutsideAngular(() => {
      this.cancelNext = this.clock.schedule(at, task);
    });
  }
}
