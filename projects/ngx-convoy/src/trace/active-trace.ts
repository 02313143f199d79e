import { Service } from '@angular/core';
import type { TraceContext } from 'ngx-convoy/core';

/**
 * The trace that code runs in now.
 *
 * It holds for what runs before `run` returns, and no longer: without zone.js nobody can follow a promise or an observable.
 * What comes after the first `await`, or is subscribed to later, gets its trace by `convoy({ trace })`.
 *
 * @usageNotes
 * ```ts
 * inject(ActiveTrace).run(trace, () => {
 *   http.post('/api/orders', order).subscribe(); // part of the trace
 * });
 * ```
 */
@Service()
export class ActiveTrace {
  private active: TraceContext | undefined = undefined;

  get current(): TraceContext | undefined {
    return this.active;
  }

  /** Runs `task`: every call that it makes before it returns is a child of `context`. */
  run<T>(context: TraceContext, task: () => T): T {
    const outer = this.active;
    this.active = context;
    try {
      return task();
    } finally {
      this.active = outer;
    }
  }
}
