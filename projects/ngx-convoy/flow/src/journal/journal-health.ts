import { Service, signal } from '@angular/core';

/**
 * How the journal of sagas is.
 *
 * - `opening`: nobody knows yet
 * - `ready`
 * - `refused`: the browser does not let this site store anything; no saga can begin
 * - `full`: there is no space; runs wait, and none can begin
 * - `superseded`: a tab with a newer version of the app has taken over; this one should be reloaded
 * - `lost`: the stored runs are gone (evicted, or cleared by somebody); those under way were brought to an end from memory
 */
export type SagaJournalState = 'opening' | 'ready' | 'refused' | 'full' | 'superseded' | 'lost';

/** What people should know about the journal. */
export interface SagaJournalHealth {
  readonly state: SagaJournalState;
  /** Why, in words; empty when there is nothing to say. */
  readonly reason: string;
}

/** Holds the one word on the journal's health. */
@Service()
export class JournalHealth {
  private readonly health = signal<SagaJournalHealth>({ state: 'opening', reason: '' });

  readonly current = this.health.asReadonly();

  set(state: SagaJournalState, reason = ''): void {
    const { state: before, reason: said } = this.health();
    if (before !== state || said !== reason) this.health.set({ state, reason });
  }
}
