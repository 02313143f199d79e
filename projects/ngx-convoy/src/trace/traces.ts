import { inject, Service } from '@angular/core';
import { TraceRing, type TraceContext } from 'ngx-convoy/core';
import { Frames } from '../platform/frames';
import { CLOCK, IDS } from '../platform/tokens';
import type { CallTrace } from './call-trace';
import { OpenTrace } from './open-trace';

/** Finished calls that are kept. */
const CAPACITY = 200;

/**
 * The last calls and how they went: which instances were tried, what was decided and why.
 *
 * @usageNotes
 * ```ts
 * protected readonly calls = inject(Traces).recent; // newest first
 * ```
 */
@Service()
export class Traces {
  private readonly clock = inject(CLOCK);
  private readonly ids = inject(IDS);
  private readonly ring = new TraceRing<CallTrace>(CAPACITY);

  private readonly frame = inject(Frames).signal(() => this.ring.recent(CAPACITY));
  /** The last 200 finished calls, newest first; refreshed at most once a frame. */
  readonly recent = this.frame.value;

  /** Begins the trace of a call, as a child of `parent` if there is one. */
  open(
    call: { readonly service: string; readonly method: string; readonly path: string },
    parent?: TraceContext,
  ): OpenTrace {
    const context: TraceContext = {
      traceId: parent?.traceId ?? this.ids.traceId(),
      spanId: this.ids.spanId(),
      sampled: parent?.sampled ?? true,
    };
    const begun = { ...call, context, parentSpanId: parent?.spanId, start: this.clock.now() };
    return new OpenTrace(begun, (trace) => {
      this.ring.add(trace);
      this.frame.touch();
    });
  }
}
