import { computed, signal, type Signal } from '@angular/core';
import {
  PlanRun,
  type Plan,
  type PlanObserver,
  type PlanProgress,
  type PlanRuntime,
  type PlanStatus,
  type ResultMap,
  type TraceContext,
} from 'ngx-convoy/core';

/** How a run is watched and ended from outside. */
export interface OrchestrationRunOptions {
  /** Aborting it ends the run at once, with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Told of every move; for those who want events where signals only tell how it stands. */
  readonly observer?: PlanObserver | undefined;
  /** Its span; those of its calls are children. */
  readonly trace?: TraceContext | undefined;
}

/**
 * A plan that runs, or has run, as signals.
 *
 * `R`: what comes of it. `A`: the results of its steps by name.
 *
 * @usageNotes
 * ```ts
 * protected readonly run = inject(Orchestrator).run(page, { destroyRef: inject(DestroyRef) });
 * // {{ run.status() }}, {{ run.results().orders?.length }} orders, {{ run.progress().counts.running }} under way
 * ```
 */
export class OrchestrationRun<R, A = unknown> {
  /** The plan's own name, or its strategy. */
  readonly name: string;
  /** For `Traces.ofTrace`: everything that this run has asked. */
  readonly traceId: string | undefined;
  readonly status: Signal<PlanStatus>;
  /** How every task stands, why, and since when. */
  readonly progress: Signal<PlanProgress>;
  /** The results that are there so far, by name. */
  readonly results: Signal<Partial<A>>;
  /** The same as a `Map`. */
  readonly resultMap: Signal<ResultMap<A>>;
  /** What tasks have failed with, by name. */
  readonly errors: Signal<ReadonlyMap<string, unknown>>;

  private readonly run: PlanRun<R, A>;

  /** @param id counts up from 1 */
  constructor(
    readonly id: number,
    plan: Plan<R, A>,
    runtime: PlanRuntime,
    { signal: abortSignal, observer, trace }: OrchestrationRunOptions = {},
  ) {
    const moves = signal(0);
    const move = (): void => {
      moves.update((count) => count + 1);
    };
    const run = new PlanRun(plan, runtime, {
      signal: abortSignal,
      observer: {
        taskChanged: (name) => {
          move();
          observer?.taskChanged?.(name, run);
        },
        ended: () => {
          move();
          observer?.ended?.(run);
        },
      },
    });
    // Worked out when somebody looks: a move itself costs one number.
    const look = <T>(read: () => T): Signal<T> =>
      computed(() => {
        moves();
        return read();
      });
    this.run = run;
    this.traceId = trace?.traceId;
    this.name = plan.name ?? plan.strategy;
    this.status = look(() => run.status);
    this.progress = look(() => run.progress());
    this.results = look(() => run.results);
    this.resultMap = look(() => run.resultMap);
    this.errors = look(() => run.errors);
  }

  get plan(): Plan<R, A> {
    return this.run.plan;
  }

  /**
   * What came of it. Rejects with `PlanFailedError`, with `RaceFailedError`, or with what it was cancelled with. Nobody has
   * to listen.
   */
  get result(): Promise<R> {
    return this.run.result;
  }

  /** Begins. Called once, by whoever made it. */
  start(): void {
    this.run.start();
  }

  /** Ends it at once; requests under way are aborted. Does nothing when it is over. */
  cancel(reason?: unknown): void {
    this.run.cancel(reason);
  }
}
