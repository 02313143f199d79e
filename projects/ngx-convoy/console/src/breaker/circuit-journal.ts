import { DestroyRef, inject, Service, signal } from '@angular/core';
import { Upstreams } from 'ngx-convoy';
import type { CircuitTransition } from 'ngx-convoy/core';

/** Moves that are kept. */
const CAPACITY = 200;

/** One move of one breaker. */
export interface JournalEntry extends CircuitTransition {
  readonly id: number;
  readonly service: string;
  /** Set when it was an instance's breaker. */
  readonly instance: string | undefined;
}

/** What breakers have done while the console was on screen, newest first. */
@Service({ autoProvided: false })
export class CircuitJournal {
  private readonly kept = signal<readonly JournalEntry[]>([]);
  private lastId = 0;

  readonly entries = this.kept.asReadonly();

  constructor() {
    const stop = inject(Upstreams).listen({
      circuitMoved: ({ name }, transition, endpoint) => {
        this.lastId += 1;
        const entry = { ...transition, id: this.lastId, service: name, instance: endpoint?.id };
        this.kept.update((entries) => [entry, ...entries].slice(0, CAPACITY));
      },
    });
    inject(DestroyRef).onDestroy(stop);
  }
}
