import { computed, DOCUMENT, inject, Service, type Signal } from '@angular/core';
import {
  CallRecord,
  Redaction,
  resolveTraceSampling,
  spansOf,
  TraceRing,
  type CallTrace,
  type OperationRecord,
  type RingNews,
  type Span,
} from 'ngx-convoy/core';
import { Frames } from '../platform/frames';
import { TRACING } from './tracing';

/** Calls that are kept unless `withTracing` says otherwise. */
const CAPACITY = 500;

/** What is kept of the past. */
export type KeptTrace = CallRecord | OperationRecord;

/**
 * The last calls and how they went: which instances were tried, what was decided and why. As calls, and as the spans of
 * whole traces.
 *
 * @usageNotes
 * ```ts
 * protected readonly calls = inject(Traces).recent; // newest first
 * protected readonly spans = inject(Traces).ofTrace('4bf92f3577b34da6a3ce929d0e0e4736'); // for a waterfall
 * ```
 */
@Service()
export class Traces {
  private readonly ownOrigin: string = inject(DOCUMENT).location.origin;
  private readonly options = inject(TRACING);
  private readonly sampling = resolveTraceSampling(this.options.sampling);
  private readonly redaction = new Redaction(this.options.redact);
  private readonly ring = new TraceRing<KeptTrace>(this.options.capacity ?? CAPACITY);
  private readonly beat = inject(Frames).signal((revision) => revision);
  private readonly listeners: (() => void)[] = [];

  /** The last calls that have ended and are kept, newest first; refreshed at most once a frame. */
  readonly recent: Signal<readonly CallTrace[]> = computed(() => {
    this.beat.value();
    return this.ring.recent(Infinity).filter((kept) => kept instanceof CallRecord);
  });

  /**
   * The kept spans of a trace, each call before what happened in it, in the order in which they ended; refreshed at most
   * once a frame. What still runs is missing.
   */
  ofTrace(traceId: string): Signal<readonly Span[]> {
    return computed(() => {
      this.beat.value();
      return this.spans(this.ring.ofTrace(traceId));
    });
  }

  /** How many were ever kept: the cursor for {@link since} that begins now. */
  get kept(): number {
    return this.ring.added;
  }

  /** What was kept after `cursor`, for exporters; the store is their queue. */
  since(cursor: number, limit?: number): RingNews<KeptTrace> {
    return this.ring.since(cursor, limit);
  }

  /** @returns the spans of what was kept, in its order */
  spans(kept: readonly KeptTrace[]): readonly Span[] {
    return kept.flatMap((each) => spansOf(each, this.ownOrigin));
  }

  /** Tells whenever something was kept. On the hot path: raise a flag there, nothing more. @returns how to stop */
  listen(listener: () => void): () => void {
    this.listeners.push(listener);
    return () => {
      this.listeners.splice(this.listeners.indexOf(listener), 1);
    };
  }

  /** Keeps what has ended, if it is in the sample or worth it. */
  keep(record: KeptTrace): void {
    const { sampled } = record.context;
    if (!sampled && !this.isWorthKeeping(record)) return;
    record.isTailKept = !sampled;
    if (record instanceof CallRecord) record.path = this.redaction.path(record.path);
    this.ring.add(record);
    this.beat.touch();
    for (const listener of this.listeners) listener();
  }

  /** Whether a further attempt of a call that is not in the sample is a reason to keep it. */
  keepsRepetition(attempt: number): boolean {
    return attempt > 1 && this.sampling.keepErrors;
  }

  /** A message without what may be secret in it. */
  readonly redacted = (message: string): string => this.redaction.message(message);

  private isWorthKeeping(record: KeptTrace): boolean {
    const { keepErrors, slow } = this.sampling;
    if (!keepErrors || record.outcome === 'cancelled') return false;
    if (record.outcome !== 'success' || record.durationMs >= slow) return true;
    return record instanceof CallRecord && record.hasTrouble;
  }
}
