import { inject, Service, signal } from '@angular/core';
import { type CircuitTransition, transitionInWords } from 'ngx-convoy/core';
import { Upstreams } from '../registry/upstreams';

/** Moves that are kept. */
const CAPACITY = 200;

/** One move of one breaker; its `reason` is in words. */
export interface CircuitJournalEntry extends CircuitTransition {
  /** Counts up from 1. */
  readonly id: number;
  readonly service: string;
  /** Set when it was an instance's breaker. */
  readonly instance: string | undefined;
}

/**
 * What all breakers have done since the app started: the last 200 moves, newest first. A move is rare, so it shows at once.
 *
 * @usageNotes
 * ```ts
 * protected readonly moves = inject(CircuitJournal).entries; // {{ move.service }} {{ move.to }}: {{ move.reason }}
 * ```
 */
@Service()
export class CircuitJournal {
  private readonly kept = signal<readonly CircuitJournalEntry[]>([]);
  private lastId = 0;

  readonly entries = this.kept.asReadonly();

  constructor() {
    inject(Upstreams).listen({
      circuitMoved: ({ name }, transition, endpoint) => {
        this.lastId += 1;
        const entry = {
          ...transition,
          reason: transitionInWords(transition),
          id: this.lastId,
          service: name,
          instance: endpoint?.id,
        };
        this.kept.update((entries) => [entry, ...entries].slice(0, CAPACITY));
      },
    });
  }
}
