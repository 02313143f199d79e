/** One request as its instance saw it. */
export interface LogEntry {
  /** Epoch milliseconds of its arrival. */
  readonly at: number;
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly service: string;
  readonly instance: string;
  /** 0 as long as there is none. */
  status: number;
  /** Milliseconds from the arrival to the first byte of the answer. */
  ms: number;
  /** `cut`: the caller, or a fault, ended it before the answer was complete. */
  outcome: 'pending' | 'answered' | 'cut';
  /** From `traceparent` or `X-Trace-ID`. */
  readonly traceId: string | undefined;
  /** Those that say where the request belongs; absent ones are left out. */
  readonly headers: Readonly<Record<string, string>>;
  /** Types of the faults that hit it. */
  faults: readonly string[];
}

const capacity = 5_000;

/** The last requests of all services. Tests count effects with it, people follow a trace. */
export class TraceLog {
  private entries: LogEntry[] = [];

  add(entry: LogEntry): void {
    this.entries.push(entry);
    // Dropped by the hundred: shifting a long array for every request is dear.
    if (this.entries.length > capacity + 100) this.entries = this.entries.slice(-capacity);
  }

  /** Oldest first; `limit` keeps the youngest. */
  list({
    service,
    traceId,
    limit = capacity,
  }: {
    service?: string | undefined;
    traceId?: string | undefined;
    limit?: number;
  } = {}): readonly LogEntry[] {
    return this.entries
      .filter((entry) => service === undefined || entry.service === service)
      .filter((entry) => traceId === undefined || entry.traceId === traceId)
      .slice(-limit);
  }

  clear(): void {
    this.entries = [];
  }
}
