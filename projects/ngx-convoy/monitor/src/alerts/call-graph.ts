import { inject, Service, signal } from '@angular/core';
import { Traces, type KeptTrace } from 'ngx-convoy';
import { CallRecord, DependencyGraph } from 'ngx-convoy/core';
import { MONITORING } from '../monitoring-options';

/** Spans whose children, or whose parent, have not been seen yet; the oldest are forgotten. */
const REMEMBERED = 2_000;

/**
 * Who calls whom: what was declared, and what is seen in traces, where calls and the app's own operations are below one another.
 */
@Service()
export class CallGraph {
  private readonly traces = inject(Traces);
  private readonly changes = signal(0);
  private readonly names = new Map<string, string>();
  private readonly orphans = new Map<string, Set<string>>();
  private cursor = 0;

  readonly graph = new DependencyGraph();
  /** Changes whenever an edge was added. */
  readonly revision = this.changes.asReadonly();

  constructor() {
    const { dependencies } = inject(MONITORING).alerts;
    for (const [service, needed] of Object.entries(dependencies)) {
      for (const each of needed) this.graph.add(service, each);
    }
  }

  /** Adds an edge that is known from elsewhere, such as from a backend's own traces. */
  add(service: string, dependency: string): void {
    this.graph.add(service, dependency);
    this.publish();
  }

  /** Takes in what was traced since the last time. */
  look(): void {
    const { items, cursor } = this.traces.since(this.cursor);
    this.cursor = cursor;
    for (const record of items) this.takeIn(record);
    this.publish();
  }

  private takeIn(record: KeptTrace): void {
    const isCall = record instanceof CallRecord;
    const name = isCall ? record.service : record.name;
    this.name(record.context.spanId, name);
    if (isCall) for (const { spanId } of record.attempts) this.name(spanId, name);
    const { parentSpanId } = record;
    if (parentSpanId === undefined || record.parentIsRemote) return;
    const parent = this.names.get(parentSpanId);
    if (parent !== undefined) {
      this.graph.add(parent, name);
      return;
    }
    // A child ends, and is kept, before its parent.
    const waiting = this.orphans.get(parentSpanId) ?? new Set();
    this.orphans.set(parentSpanId, waiting.add(name));
    forgetOldest(this.orphans);
  }

  private name(spanId: string, name: string): void {
    this.names.set(spanId, name);
    forgetOldest(this.names);
    for (const child of this.orphans.get(spanId) ?? []) this.graph.add(name, child);
    this.orphans.delete(spanId);
  }

  private publish(): void {
    if (this.changes() !== this.graph.revision) this.changes.set(this.graph.revision);
  }
}

function forgetOldest(map: Map<string, unknown>): void {
  if (map.size <= REMEMBERED) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
