import {
  booleanAttribute,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  input,
  NgZone,
  output,
  signal,
  untracked,
} from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Cancel } from 'ngx-convoy/core';
import { CONVOY_TEXTS } from '../texts';
import { Freshness } from './freshness';

const MINUTE = 60_000;

/**
 * Says where data comes from while it is not live: `from 14:02, 3 min old`. Empty while it is.
 *
 * The text moves once a minute, only while there is one. It is no live region: a page may have many of them, and
 * `<convoy-notice>` speaks for all.
 *
 * Where a cache has renewed what is shown and it has become another, it says that there is something newer; nothing is
 * swapped under the eyes of who reads. With `refreshable`, a button asks for it.
 *
 * @usageNotes
 * ```html
 * <h2>Recommended <convoy-freshness service="recommendations" /></h2>
 * <h2>News <convoy-freshness service="news" refreshable (refresh)="load()" /></h2>
 * ```
 */
@Component({
  selector: 'convoy-freshness',
  template: `@if (dateTime(); as dateTime) {
      <time [attr.datetime]="dateTime">{{ text() }}</time>
    } @else {
      {{ text() }}
    }
    @if (isOutdated()) {
      <span class="newer">
        {{ texts.newer }}
        @if (refreshable()) {
          <button type="button" (click)="refresh.emit()">{{ texts.showNewer }}</button>
        }
      </span>
    }`,
  styles: `
    :host {
      color: var(--convoy-freshness-color, inherit);
      font-size: var(--convoy-freshness-size, 0.875em);
    }
  `,
  host: {
    '[attr.data-source]': 'provenance()?.source',
    '[attr.title]': 'reason()',
  },
})
export class ConvoyFreshness {
  /** Name of the service that the data stands for. */
  readonly service = input.required<string>();
  /** Whether there is a button to ask for what is newer. */
  readonly refreshable = input(false, { transform: booleanAttribute });
  /** Somebody wants to see what is newer. */
  readonly refresh = output();

  private readonly clock = inject(CLOCK);
  protected readonly texts = inject(CONVOY_TEXTS);
  private readonly freshness = inject(Freshness);
  private readonly zone = inject(NgZone);
  private readonly now = signal(this.clock.now());
  private cancelTick: Cancel | undefined;

  protected readonly provenance = computed(() => this.freshness.of(this.service())());
  protected readonly isOutdated = computed(() => this.freshness.isOutdated(this.service())());
  /** Why it is not live, for who points at it. */
  protected readonly reason = computed(() => {
    const { source = 'live', reason = '' } = this.provenance() ?? {};
    return source === 'live' || source === 'cache' || reason === '' ? undefined : reason;
  });
  /** When the data was good, if that is worth saying. */
  private readonly staleSince = computed(() => {
    const provenance = this.provenance();
    return provenance?.source === 'stale' ? provenance.at : undefined;
  });
  private readonly minutes = computed(() => {
    const at = this.staleSince();
    return at === undefined ? 0 : Math.max(0, Math.floor((this.now() - at) / MINUTE));
  });

  protected readonly dateTime = computed(() => {
    const at = this.staleSince();
    return at === undefined ? undefined : new Date(at).toISOString();
  });
  protected readonly text = computed(() => {
    const at = this.staleSince();
    if (at !== undefined) {
      return this.texts.stale(this.texts.time(at, this.now()), this.minutes());
    }
    const source = this.provenance()?.source ?? 'live';
    // What HTTP calls fresh needs no word.
    return source === 'live' || source === 'cache' || source === 'stale' ? '' : this.texts[source];
  });

  constructor() {
    effect(() => {
      const at = this.staleSince();
      untracked(() => {
        this.tick(at);
      });
    });
    inject(DestroyRef).onDestroy(() => this.cancelTick?.());
  }

  /** Waits for the next full minute of its age. */
  private tick(at: number | undefined): void {
    this.cancelTick?.();
    this.cancelTick = undefined;
    if (at === undefined) return;
    const now = this.clock.now();
    this.now.set(now);
    const next = at + (this.minutes() + 1) * MINUTE;
    this.zone.runOutsideAngular(() => {
      this.cancelTick = this.clock.schedule(Math.max(next, now + 1), () => {
        this.tick(at);
      });
    });
  }
}
