import { DestroyRef, effect, inject, NgZone, Service, untracked } from '@angular/core';
import { CLOCK, PAGE_BASE, Upstreams } from 'ngx-convoy';
import type { Cancel } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';
import { Page } from '../page';
import { Connectivity } from './connectivity';
import { REACHABILITY } from './reachability';

/** What answered a moment ago needs not be asked again. */
const BELIEVED = 5_000;
/** Milliseconds for an answer. */
const PATIENCE = 4_000;
/** While nothing answers, it is asked again and again: after so long at first, twice as long each time, at most so long. */
const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 30_000;

/**
 * Finds out whose fault it is that nothing answers: asks somebody else, the canary. Does nothing while things answer.
 *
 * @see Connectivity, which shows what it found
 */
@Service()
export class NetworkWatch {
  private readonly clock = inject(CLOCK);
  private readonly page = inject(Page);
  private readonly connectivity = inject(Connectivity);
  private readonly reach = inject(REACHABILITY);
  private readonly upstreams = inject(Upstreams);
  private readonly zone = inject(NgZone);
  private readonly canary = canaryOf(inject(MONITORING).health.canary, inject(PAGE_BASE));

  private asking: AbortController | undefined;
  private cancelTimer: Cancel | undefined;
  private heardAt = -Infinity;
  private pause = FIRST_PAUSE;

  constructor() {
    effect(() => {
      // The browser says so itself, and says so again when it changes: that is worth a look at once.
      if (!this.page.online()) return;
      untracked(() => {
        if (this.connectivity.finding() !== undefined) this.ask();
      });
    });
    inject(DestroyRef).onDestroy(() => {
      this.asking?.abort();
      this.cancelTimer?.();
    });
  }

  /** Whether there is somebody to ask. */
  get hasCanary(): boolean {
    return this.canary !== undefined;
  }

  /** Something was not answered: is it the network? */
  suspect(): void {
    const now = this.clock.now();
    if (this.connectivity.selfOffline() || now - this.heardAt < BELIEVED) return;
    this.ask();
  }

  /** Something has answered: the network is there. */
  heard(): void {
    this.heardAt = this.clock.now();
    if (this.connectivity.finding() !== undefined) this.found(true);
  }

  /** For apps without a canary: what was found out by comparing services. */
  report(reason: string): void {
    if (this.connectivity.finding() !== undefined) return;
    this.connectivity.report({ reason, since: this.clock.now() });
  }

  private ask(): void {
    if (this.canary === undefined || this.asking !== undefined) return;
    this.cancelTimer?.();
    const asking = new AbortController();
    this.asking = asking;
    const giveUp = this.zone.runOutsideAngular(() =>
      this.clock.schedule(this.clock.now() + PATIENCE, () => {
        asking.abort();
        end(false);
      }),
    );
    const end = (isThere: boolean): void => {
      if (this.asking !== asking) return;
      this.asking = undefined;
      giveUp();
      if (isThere) this.heardAt = this.clock.now();
      this.found(isThere);
    };
    this.reach(this.canary, asking.signal).then(
      () => {
        end(true);
      },
      () => {
        end(false);
      },
    );
  }

  private found(isThere: boolean): void {
    this.cancelTimer?.();
    if (isThere || this.isCallAnswered()) {
      this.pause = FIRST_PAUSE;
      this.connectivity.report(undefined);
      return;
    }
    const now = this.clock.now();
    const since = this.connectivity.finding()?.since ?? now;
    this.connectivity.report({ reason: 'nothing can be reached, not even this page', since });
    this.zone.runOutsideAngular(() => {
      this.cancelTimer = this.clock.schedule(now + this.pause, () => {
        this.ask();
      });
    });
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  /** The canary may be the one that is down: what calls say counts for more. */
  private isCallAnswered(): boolean {
    const now = this.clock.now();
    return this.upstreams.all().some(({ traffic }) => traffic.recent(BELIEVED, now).successes > 0);
  }
}

/** Pages that are not served have no address that could be asked. */
function canaryOf(given: string | false | undefined, page: string): string | undefined {
  if (given === false) return undefined;
  if (given !== undefined) return given;
  return page.startsWith('http') ? page.replace(/#.*$/, '') : undefined;
}
