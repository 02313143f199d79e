import { TabChannel } from 'ngx-convoy';
import type { CheckPlace } from './check-place';
import { type CheckNews, type HealthNews, isHealthNews } from './health-news';
import type { SelfOffline } from './connectivity';

/** What the tabs of an app want of each other. */
export interface TabsListener {
  /** Another tab has asked, and this is what it knows now. */
  learnt(checks: readonly CheckNews[], selfOffline: SelfOffline | undefined): void;
  /** Another tab wants to know everything. */
  asked(): void;
  /** Another tab is looked at. */
  lookedAt(): void;
  probe(service: string | undefined): void;
  suspected(service: string, instance: string | undefined): void;
}

/** Whoever asks for everything and hears nothing for so long is alone. */
const PATIENCE = 5_000;

/** What tabs know of each other: who asks, who is looked at, and what needs not be asked twice. */
export class HealthTabs {
  private readonly channel: TabChannel<HealthNews>;
  /** Until when other tabs are looked at. */
  private readonly lookers = new Map<string, number>();
  /** What the asking tab asks: URLs by key. */
  private covered: ReadonlyMap<string, string> | undefined;
  private isLeaderHidden = false;
  private heardAt = -Infinity;
  private askedAt = Infinity;

  /**
   * @param tab an id of this tab
   * @param now reads the clock
   */
  constructor(
    name: string,
    private readonly tab: string,
    private readonly now: () => number,
    private readonly listener: TabsListener,
  ) {
    this.channel = new TabChannel(name, isHealthNews, (news) => {
      this.hear(news);
    });
  }

  /** Epoch milliseconds at which silence becomes an answer. */
  get silentFrom(): number {
    return this.askedAt > this.heardAt ? this.askedAt + PATIENCE : Infinity;
  }

  /** Whether another tab asks this place, as far as is known: one that does not answer does not. */
  covers({ key, url }: CheckPlace): boolean {
    if (this.now() >= this.silentFrom) return false;
    return this.covered === undefined || this.covered.get(key) === url;
  }

  /** Whether the tab that asks would be late, because its browser lets it sleep, or has not been heard for long. */
  needsNudge(patience: number): boolean {
    return this.isLeaderHidden || this.now() - this.heardAt > patience;
  }

  /** Whether somebody looks at another tab. */
  get isAnotherLookedAt(): boolean {
    const now = this.now();
    for (const [tab, until] of this.lookers) {
      if (until > now) return true;
      this.lookers.delete(tab);
    }
    return false;
  }

  /** Wants to know everything. */
  ask(): void {
    this.askedAt = this.now();
    this.channel.tell({ kind: 'ask' });
  }

  /** This tab is looked at, for so many milliseconds at least; 0 when it is not any more. */
  look(forMs: number): void {
    this.channel.tell({ kind: 'looks', tab: this.tab, until: this.now() + forMs });
  }

  tell(
    checks: readonly CheckNews[],
    isFull: boolean,
    isHidden: boolean,
    selfOffline: SelfOffline | undefined,
  ): void {
    this.channel.tell({ kind: 'checks', checks, isFull, isHidden, selfOffline });
  }

  probe(service: string | undefined): void {
    this.channel.tell({ kind: 'probe', service });
  }

  suspect(service: string, instance: string | undefined): void {
    this.channel.tell({ kind: 'suspect', service, instance });
  }

  close(): void {
    this.channel.close();
  }

  private hear(news: HealthNews): void {
    switch (news.kind) {
      case 'checks':
        this.heardAt = this.now();
        this.isLeaderHidden = news.isHidden;
        if (news.isFull) this.covered = new Map(news.checks.map(({ key, url }) => [key, url]));
        // It has spoken before we were there, or after we had given it up.
        else if (this.covered === undefined) this.ask();
        this.listener.learnt(news.checks, news.selfOffline);
        return;
      case 'ask':
        this.listener.asked();
        return;
      case 'looks':
        this.lookers.set(news.tab, news.until);
        this.listener.lookedAt();
        return;
      case 'probe':
        this.listener.probe(news.service);
        return;
      case 'suspect':
        this.listener.suspected(news.service, news.instance);
    }
  }
}
