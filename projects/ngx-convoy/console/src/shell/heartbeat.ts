import { DestroyRef, DOCUMENT, inject, NgZone, Service, signal } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Cancel } from 'ngx-convoy/core';

declare const ngServerMode: unknown;

/** Milliseconds between two beats. */
const INTERVAL = 1_000;

/**
 * The console's one clock hand: everything on screen that changes by time alone (countdowns, ages, rates that decline)
 * reads `now`, and moves together, once a second.
 *
 * It lives as long as the shell is on screen and stands still while the tab is hidden.
 */
@Service({ autoProvided: false })
export class Heartbeat {
  private readonly clock = inject(CLOCK);
  private readonly document = inject(DOCUMENT);
  private readonly zone = inject(NgZone);
  private readonly beat = signal(this.clock.now());
  private cancel: Cancel | undefined;

  /** Epoch milliseconds of the last beat. */
  readonly now = this.beat.asReadonly();

  constructor() {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return;
    const follow = (): void => {
      this.followVisibility();
    };
    this.document.addEventListener('visibilitychange', follow);
    inject(DestroyRef).onDestroy(() => {
      this.document.removeEventListener('visibilitychange', follow);
      this.stop();
    });
    follow();
  }

  private followVisibility(): void {
    if (this.document.hidden) this.stop();
    else if (this.cancel === undefined) this.tick();
  }

  private tick(): void {
    const now = this.clock.now();
    this.beat.set(now);
    // A beat tells its readers itself; an app with zones must not run through all its components for it.
    this.zone.runOutsideAngular(() => {
      this.cancel = this.clock.schedule(now + INTERVAL, () => {
        this.tick();
      });
    });
  }

  private stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }
}
