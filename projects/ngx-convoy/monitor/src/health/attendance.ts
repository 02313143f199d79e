import { inject, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { Page } from '../page';
import { Connectivity } from './connectivity';
import { NetworkWatch } from './network-watch';
import { WatchGaps } from './watch-gaps';

/** Nobody has looked for so long: nobody is asked until somebody does. */
const REST_AFTER = 300_000;

/** Whether it is worth asking at the moment: somebody looks, and there is a network. Notes the times in which it was not. */
@Service()
export class Attendance {
  private readonly clock = inject(CLOCK);
  private readonly page = inject(Page);
  private readonly connectivity = inject(Connectivity);
  private readonly network = inject(NetworkWatch);
  private readonly gaps = inject(WatchGaps);

  /** Since when nobody looks, or there has been no network; `undefined` while somebody does and there is. */
  private unseenSince: number | undefined;
  private offlineSince: number | undefined;

  /** Whether nobody has looked for so long that nobody is asked any more. */
  get isAsleep(): boolean {
    const { unseenSince } = this;
    return unseenSince !== undefined && this.clock.now() - unseenSince >= REST_AFTER;
  }

  /** Whether asking would be of no use, because there is no network. Without a canary, asking is how one finds out. */
  get isCutOff(): boolean {
    const isFound = this.connectivity.finding() !== undefined && this.network.hasCanary;
    return !this.page.online() || isFound;
  }

  /**
   * Looks again.
   *
   * @param isSeen whether somebody looks at any tab of the app
   * @returns what has begun or ended
   */
  review(isSeen: boolean): 'lost' | 'back' | 'seen' | undefined {
    const now = this.clock.now();
    const hasWokenUp = this.reviewSight(isSeen, now);
    if (this.connectivity.selfOffline()) {
      if (this.offlineSince !== undefined) return undefined;
      this.offlineSince = this.connectivity.finding()?.since ?? now;
      return 'lost';
    }
    if (this.offlineSince !== undefined) {
      this.gaps.note('offline', this.offlineSince, now);
      this.offlineSince = undefined;
      return 'back';
    }
    return hasWokenUp ? 'seen' : undefined;
  }

  private reviewSight(isSeen: boolean, now: number): boolean {
    const since = this.unseenSince;
    if (!isSeen) {
      this.unseenSince ??= now;
      return false;
    }
    if (since === undefined) return false;
    this.gaps.note('hidden', since + REST_AFTER, now);
    this.unseenSince = undefined;
    return true;
  }
}
