/** What became of the calls of a service with a cache, since the page was loaded. */
export interface CacheCounts {
  /** Answered at once with what was fresh. */
  readonly fresh: number;
  /** Answered at once with what was stale; a new one was asked for where nothing else was said. */
  readonly stale: number;
  /** Asked, because nothing that was kept would do. */
  readonly missed: number;
  /** Asked whether what was kept is still good, and it was. */
  readonly confirmed: number;
  /** Went along with the same request of somebody else. */
  readonly joined: number;
  /** Failed, and answered with what was kept. */
  readonly stoodIn: number;
}

const NONE: CacheCounts = { fresh: 0, stale: 0, missed: 0, confirmed: 0, joined: 0, stoodIn: 0 };

/** Counts. A count is a field that goes up; a snapshot is made when somebody looks. */
export class CacheTally {
  private readonly byService = new Map<string, { -readonly [K in keyof CacheCounts]: number }>();

  count(service: string, what: keyof CacheCounts): void {
    let counts = this.byService.get(service);
    if (counts === undefined) {
      counts = { ...NONE };
      this.byService.set(service, counts);
    }
    counts[what] += 1;
  }

  snapshot(): ReadonlyMap<string, CacheCounts> {
    return new Map([...this.byService].map(([service, counts]) => [service, { ...counts }]));
  }
}
