import {
  DestroyRef,
  DOCUMENT,
  effect,
  inject,
  InjectionToken,
  Service,
  type Signal,
  signal,
  untracked,
} from '@angular/core';
import { CLOCK, IDS, LeaderTab, TAB_SCOPE, Upstreams } from 'ngx-convoy';
import { type KeptRow, newestRow, SharedSketch, TIERS } from 'ngx-convoy/core';
import { MetricHistory } from '../metrics/metric-history';
import { compact, complete, rollUp } from './roll-up';
import { KEPT, RowStore } from './row-store';

declare const ngServerMode: unknown;
declare const ngDevMode: unknown;

/** What `withHistory` takes. */
export interface HistoryOptions {
  /** Name of the database. Default `<scope of the app>:metrics`. */
  readonly database?: string | undefined;
  /**
   * Share of what the browser grants the site, 0..1, above which minutes and hours are kept for a quarter of the time. Default
   * 0.8.
   */
  readonly quotaShare?: number | undefined;
}

/** The options in force; `undefined` without `withHistory`. */
export const HISTORY = /* @__PURE__ */ new InjectionToken<HistoryOptions | undefined>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'HISTORY' : '',
  { factory: () => undefined },
);

/** Whether the history is kept. */
export interface MemoryStatus {
  /** `loading`: what earlier pages have left is not there yet. `kept`: it is, and this page adds to it. `off`: this page's numbers end with it. */
  readonly state: 'loading' | 'kept' | 'off';
  /** What last went wrong; empty when nothing has. */
  readonly problem: string;
}

/** How much is kept where room is scarce. */
const SCARCE = 0.25;
/** Minutes that wait for the database at most; older ones are let go. */
const MOST_WAITING = 1_440;

interface Minute {
  readonly service: string;
  readonly row: KeptRow;
}

/**
 * Keeps the minutes of all services in IndexedDB, and gives a new page what earlier pages and other tabs have seen. Provided by
 * `withHistory`.
 *
 * Each tab writes what it has seen itself, one row a minute for each service that was called; the leading tab puts the rows of
 * all tabs together to hours and days, and removes what is too old. A database that fails costs nothing but the memory.
 */
@Service()
export class MetricMemory {
  private readonly clock = inject(CLOCK);
  private readonly document = inject(DOCUMENT);
  private readonly history = inject(MetricHistory);
  private readonly upstreams = inject(Upstreams);
  private readonly leader = inject(LeaderTab);
  private readonly options = inject(HISTORY);
  private readonly store = new RowStore(this.options?.database ?? `${inject(TAB_SCOPE)}:metrics`);
  private readonly shared = new SharedSketch();
  /** Rows of one page never meet those of another. */
  private readonly tab = inject(IDS).spanId();
  private readonly status_ = signal<MemoryStatus>({ state: 'loading', problem: '' });
  private readonly waiting: Minute[] = [];
  private isWriting = false;
  /** One thing at a time: what was begun first is written first. */
  private work: Promise<void> = Promise.resolve();
  private compactedAt = -Infinity;

  readonly status: Signal<MemoryStatus> = this.status_.asReadonly();

  constructor() {
    if (this.options === undefined || (typeof ngServerMode !== 'undefined' && ngServerMode)) {
      this.status_.set({ state: 'off', problem: '' });
      return;
    }
    void this.do(() => this.load(this.history.services));
    const stops = [
      this.history.listen((service, tier, series) => {
        const row = tier === 'minute' ? newestRow(series, 'minute') : undefined;
        if (row !== undefined) this.keep({ service, row });
        if (tier === 'hour') this.tidy();
      }),
      this.upstreams.listen({
        serviceAdded: ({ name }) => void this.do(() => this.load([name])),
      }),
    ];
    effect(() => {
      if (this.leader.leads()) untracked(() => this.tidy());
    });
    const listening = new AbortController();
    this.document.addEventListener(
      'visibilitychange',
      () => {
        if (this.document.visibilityState === 'hidden') this.keepUnfinished();
      },
      { signal: listening.signal },
    );
    inject(DestroyRef).onDestroy(() => {
      listening.abort();
      for (const stop of stops) stop();
      void this.work.then(() => this.store.close());
    });
  }

  /** When everything that is to be written has been. */
  async settled(): Promise<void> {
    for (let work; work !== this.work;) {
      work = this.work;
      await work;
    }
  }

  /** A page that is hidden may never be seen again: its minute is written as far as it has come, and once more when it ends. */
  private keepUnfinished(): void {
    const now = this.clock.now();
    for (const service of this.history.services) {
      const series = this.history.series(service);
      series?.look(now);
      const row = series && newestRow(series, 'minute');
      if (row !== undefined) this.keep({ service, row });
    }
  }

  private keep(minute: Minute): void {
    this.waiting.push(minute);
    if (this.waiting.length > MOST_WAITING) this.waiting.shift();
    if (this.isWriting) return;
    this.isWriting = true;
    void this.do(() => this.write());
  }

  private async write(): Promise<void> {
    try {
      for (let [minute] = this.waiting; minute !== undefined; [minute] = this.waiting) {
        await this.store.put(minute.service, 'minute', this.tab, [minute]);
        this.waiting.shift();
      }
    } finally {
      this.isWriting = false;
    }
  }

  /** Once an hour in one tab. */
  private tidy(): void {
    const now = this.clock.now();
    const isDue = !(Math.abs(now - this.compactedAt) < TIERS.hour / 2);
    if (!isDue || !untracked(this.leader.leads)) return;
    this.compactedAt = now;
    void this.do(async () => {
      await this.compactAll((await this.isScarce()) ? SCARCE : 1);
    });
  }

  private async compactAll(patience: number): Promise<void> {
    const now = this.clock.now();
    for (const service of await this.store.services()) {
      await compact(this.store, service, now, this.shared, patience);
    }
  }

  /** Whether the site has used up most of what the browser grants it. Where nobody says, there is room. */
  private async isScarce(): Promise<boolean> {
    // Only secure contexts have it, whatever the types say.
    const storage: StorageManager | undefined = this.document.defaultView?.navigator.storage;
    const { usage = 0, quota = Infinity } = (await storage?.estimate()) ?? {};
    return usage > quota * (this.options?.quotaShare ?? 0.8);
  }

  private async load(services: readonly string[]): Promise<void> {
    const now = this.clock.now();
    for (const service of services) {
      const minutes = (await this.store.read(service, 'minute', now - KEPT.minute)).filter(
        ({ tab }) => tab !== this.tab,
      );
      const hours = complete(
        await this.store.read(service, 'hour', now - KEPT.hour),
        rollUp(minutes, TIERS.hour, this.shared),
      );
      const days = complete(
        await this.store.read(service, 'day', now - KEPT.day),
        rollUp(hours, TIERS.day, this.shared),
      );
      const series = this.history.series(service);
      if (series === undefined) continue;
      series.look(this.clock.now());
      const minute = series.tiers.minute.start;
      // The minute that goes on is this page's own: what is written of it must be what was seen here.
      for (const { row } of minutes) if (row.start < minute) series.restore('minute', row);
      for (const { row } of hours) series.restore('hour', row);
      for (const { row } of days) series.restore('day', row);
    }
    this.history.refresh();
  }

  private do(task: () => Promise<void>): Promise<void> {
    this.work = this.work.then(async () => {
      try {
        await task();
        this.status_.set({ state: 'kept', problem: '' });
      } catch (error) {
        await this.suffer(error);
      }
    });
    return this.work;
  }

  private async suffer(error: unknown): Promise<void> {
    const problem = error instanceof Error ? error.name : String(error);
    if (problem === 'QuotaExceededError') {
      // Room is made, and what waits is written with the next minute.
      await this.compactAll(SCARCE).catch(() => undefined);
    }
    this.status_.set({ state: 'off', problem });
  }
}
