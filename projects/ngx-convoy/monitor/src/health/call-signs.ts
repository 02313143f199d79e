import { inject, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { ProbeScene } from 'ngx-convoy/core';
import { Page } from '../page';
import { CheckBoard } from './check-board';
import type { CheckTarget } from './check-target';
import { TabRole } from './tab-role';

/** Calls that are missed within so many milliseconds are one. */
const MOMENT = 1_000;

/** What calls say about when something is to be asked. */
@Service()
export class CallSigns {
  private readonly clock = inject(CLOCK);
  private readonly page = inject(Page);
  private readonly board = inject(CheckBoard);
  private readonly role = inject(TabRole);

  /** Epoch milliseconds of the last call of a service that was not answered. */
  private readonly missedAt = new Map<string, number>();

  /**
   * Calls have failed: what is meant is asked at once.
   *
   * @returns whether another tab asks it
   */
  suspect(service: string, instance: string | undefined): boolean {
    const now = this.clock.now();
    let isElsewhere = false;
    for (const target of this.board.of(service)) {
      const { place, pace } = target;
      const isMeant = instance === undefined || (place.instance ?? instance) === instance;
      if (!isMeant) continue;
      if (!this.role.isOurs(target)) isElsewhere = true;
      else if (!pace.suspect(now)) pace.awaited(now);
    }
    this.board.reassess(service);
    return isElsewhere;
  }

  /** Somebody waits for a service: what is down is asked sooner. @returns whether that is news */
  miss(service: string): boolean {
    const now = this.clock.now();
    const before = this.missedAt.get(service) ?? -Infinity;
    if (now - before < MOMENT && now >= before) return false;
    this.missedAt.set(service, now);
    for (const target of this.board.of(service)) {
      if (this.role.isOurs(target)) target.pace.awaited(now);
    }
    return true;
  }

  sceneOf({ place }: CheckTarget, now: number): ProbeScene {
    const missedAt = this.missedAt.get(place.service) ?? -Infinity;
    const isWaitedFor = this.page.visible() && now - missedAt < place.checks.interval;
    return { isHidden: !this.role.isSeen, isWaitedFor };
  }
}
