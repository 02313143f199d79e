import { inject, Service } from '@angular/core';
import { CLOCK, IDS, LeaderTab, TAB_SCOPE } from 'ngx-convoy';
import { MONITORING } from '../monitoring-options';
import { Page } from '../page';
import { CheckBoard } from './check-board';
import type { CheckTarget } from './check-target';
import { Connectivity } from './connectivity';
import { HealthTabs } from './health-tabs';

/** What other tabs want of this one. */
export interface RoleListener {
  /** Another tab has found something out; the board knows it already. */
  learnt(): void;
  /** Another tab is looked at, or not any more. */
  lookedAt(): void;
  /** Somebody in another tab wants to know now. */
  probe(service: string | undefined): void;
  /** Calls from another tab have failed. */
  suspected(service: string, instance: string | undefined): void;
}

/** A tab that is looked at says so every so many intervals. */
const LOOK_INTERVALS = 2;

/** What this tab does for the others, and they for it: one asks, the others are told. Alone until it is connected. */
@Service()
export class TabRole {
  private readonly clock = inject(CLOCK);
  private readonly page = inject(Page);
  private readonly board = inject(CheckBoard);
  private readonly connectivity = inject(Connectivity);
  private readonly interval = inject(MONITORING).health.interval;

  /** Whether it is this one that asks for all. */
  readonly leads = inject(LeaderTab).leads;

  /** `undefined` where nothing is asked, such as on a server: no channel is opened there. */
  private tabs: HealthTabs | undefined;
  private readonly channelName = `${inject(TAB_SCOPE)}:health`;
  private readonly tab = inject(IDS).spanId();

  private isLooking = false;
  private nextLookAt = Infinity;

  connect(listener: RoleListener): void {
    this.tabs = new HealthTabs(this.channelName, this.tab, () => this.clock.now(), {
      learnt: (checks, selfOffline) => {
        if (this.leads()) return;
        this.connectivity.report(selfOffline);
        this.board.learn(checks);
        listener.learnt();
      },
      asked: () => {
        this.tellEverything();
      },
      lookedAt: () => {
        listener.lookedAt();
      },
      probe: (service) => {
        if (this.leads()) listener.probe(service);
      },
      suspected: (service, instance) => {
        if (this.leads()) listener.suspected(service, instance);
      },
    });
  }

  close(): void {
    this.tabs?.close();
  }

  /** The tab that leads asks, and so does every tab what no other one asks. */
  isOurs({ place }: CheckTarget): boolean {
    return this.leads() || this.tabs?.covers(place) !== true;
  }

  /** Whether somebody looks at any tab of the app. */
  get isSeen(): boolean {
    return this.page.visible() || this.tabs?.isAnotherLookedAt === true;
  }

  /** Epoch milliseconds at which `beat` has something to do. */
  nextAt(now: number): number {
    const silentFrom = this.tabs?.silentFrom ?? Infinity;
    return silentFrom > now ? Math.min(this.nextLookAt, silentFrom) : this.nextLookAt;
  }

  beat(now: number): void {
    if (this.nextLookAt <= now) this.look(now);
  }

  /** Somebody has begun or ceased to look, or to lead, or there is something to ask. */
  review(): void {
    const isLooking = this.page.visible() && !this.leads() && !this.board.isEmpty;
    if (isLooking === this.isLooking) return;
    this.isLooking = isLooking;
    this.nextLookAt = Infinity;
    if (isLooking) this.look(this.clock.now());
    else this.tabs?.look(0);
  }

  /** Wants to know everything. */
  ask(): void {
    this.tabs?.ask();
  }

  tell(target: CheckTarget): void {
    if (!this.leads()) return;
    const finding = this.connectivity.finding();
    this.tabs?.tell([this.board.newsOf(target)], false, !this.page.visible(), finding);
  }

  tellEverything(): void {
    if (!this.leads()) return;
    const news = Array.from(this.board.targets, (target) => this.board.newsOf(target));
    this.tabs?.tell(news, true, !this.page.visible(), this.connectivity.finding());
  }

  probe(service: string | undefined): void {
    this.tabs?.probe(service);
  }

  suspect(service: string, instance: string | undefined): void {
    this.tabs?.suspect(service, instance);
  }

  /** A tab that sleeps is woken by a message, though not by its own timers. */
  private look(now: number): void {
    const pause = this.interval * LOOK_INTERVALS;
    this.tabs?.look(pause + this.interval);
    if (this.tabs?.needsNudge(pause) === true) this.tabs.ask();
    this.nextLookAt = now + pause;
  }
}
