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
const BREATHE = 5_000;
/** Milliseconds that the end of it stays to be seen. */
const LINGER = 6_000;

/** What a notice is about. `recovering`: all is back, and has yet to stay. */
type NoticeKind = 'reduced' | 'nothing-works' | 'recovering' | 'over';

interface Notice {
  readonly kind: NoticeKind;
  readonly text: string;
}

/** What there is to say; `undefined` when nothing is reduced. */
type Wanted =
  | { readonly kind: 'reduced' | 'nothing-works'; readonly features: readonly FeatureState[] }
  | { readonly kind: 'recovering' }
  | undefined;

/**
 * Tells users politely what is reduced, since when and what still works, and that it is over.
 *
 * Two live regions that are there from the beginning, as screen readers need them (WCAG 4.1.3), empty and without timers
 * while all is well: `status`, which waits until its reader has finished, and `alert`, for when nothing works any more. What
 * happens together is said together, and nothing for five seconds after that. What was dismissed comes back only when more
 * is reduced. Texts: `CONVOY_TEXTS`. Looks: `--convoy-notice-background`, `--convoy-notice-color`,
 * `--convoy-notice-border`, the same with `-over-` and `-urgent-`, and `--convoy-notice-radius`.
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

  protected readonly polite = computed(() => this.textIf((kind) => kind !== 'nothing-works'));
  protected readonly urgent = computed(() => this.textIf((kind) => kind === 'nothing-works'));

  private readonly wanted = computed((): Wanted => {
    const features = this.degradation.reduced();
    if (features.length > 0) {
      const isAnythingLeft =
        this.degradation.working().length > 0 ||
        features.some(({ state }) => state !== 'unavailable');
      return { kind: isAnythingLeft ? 'reduced' : 'nothing-works', features };
    }
    return this.degradation.automatic() > 0 ? { kind: 'recovering' } : undefined;
  });
  /** Names of what was last told to be reduced: they are what is back. */
  private told: readonly string[] = [];
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

  private textIf(isOurs: (kind: NoticeKind) => boolean): string | undefined {
    const notice = this.notice();
    return notice !== undefined && isOurs(notice.kind) ? notice.text : undefined;
  }

  private plan(wanted: Wanted): void {
    if (this.isGathering) return;
    const isCalm = wanted === undefined || wanted.kind === 'recovering';
    if (isCalm && this.notice() === undefined) {
      if (wanted === undefined) this.dismissed = new Set();
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
    const isShown = this.notice() !== undefined;
    if (wanted === undefined) {
      this.dismissed = new Set();
      if (isShown) this.sayItIsOver();
    } else if (wanted.kind === 'recovering') {
      if (isShown) this.show({ kind: 'recovering', text: this.texts.recovering(this.told) });
    } else if (!wanted.features.every(({ feature }) => this.dismissed.has(feature))) {
      this.told = wanted.features.map(({ label }) => label);
      this.show({ kind: wanted.kind, text: this.describe(wanted.features) });
    }
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
      isOffline: reduced.some(({ cause }) => cause === 'offline'),
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
