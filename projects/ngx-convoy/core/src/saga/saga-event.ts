import type { SagaFailure } from './saga-failure';

/** Who does something by hand, and why. */
export interface SagaOperator {
  readonly by: string;
  readonly reason: string;
}

/** Why a saga turned back. */
export type SagaReturnCause =
  | { readonly kind: 'failed'; readonly step: string; readonly failure: SagaFailure }
  | { readonly kind: 'cancelled'; readonly operator: SagaOperator }
  /** The journal was taken away while it ran: nobody would remember the rest. */
  | { readonly kind: 'journal-lost' };

/** Why a run waits for an operator. */
export type SagaStuckCause =
  | { readonly kind: 'failed'; readonly step: string; readonly failure: SagaFailure }
  | { readonly kind: 'undo-failed'; readonly step: string; readonly failure: SagaFailure }
  /** It was interrupted in the middle of something too often in a row: it may be what ends the tab. */
  | { readonly kind: 'poison'; readonly interruptions: number };

/** What can be asked of a run from any tab; the tab that executes it takes it from the journal. */
export type SagaCommand =
  | { readonly type: 'signal'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'cancel'; readonly operator: SagaOperator; readonly force: boolean }
  | { readonly type: 'retry'; readonly operator: SagaOperator }
  | { readonly type: 'skip'; readonly step: string; readonly operator: SagaOperator }
  | { readonly type: 'compensate'; readonly operator: SagaOperator }
  | { readonly type: 'force-complete'; readonly operator: SagaOperator };

/** One attempt that came to nothing. */
interface AttemptFailed {
  readonly step: string;
  readonly attempt: number;
  readonly failure: SagaFailure;
  /** Whether it counts towards the limit: what ends offline does not. */
  readonly counted: boolean;
  /** Milliseconds that the attempt took and that are waited now: what `retry.within` is measured by. */
  readonly spent: number;
  /** Milliseconds until the next attempt. */
  readonly delay: number;
}

/** What happened to a run. The journal is the list of these, and the state of a run is nothing but their sum. */
export type SagaFact =
  | { readonly type: 'started'; readonly input: unknown; readonly shape: readonly string[] }
  /** Another tab, or another life of this one, goes on. `interrupted`: something had been begun and not ended. */
  | { readonly type: 'resumed'; readonly epoch: number; readonly interrupted: boolean }
  | { readonly type: 'entered'; readonly step: string; readonly input: unknown }
  | { readonly type: 'intent'; readonly step: string; readonly attempt: number }
  | ({ readonly type: 'attempt-failed' } & AttemptFailed)
  | { readonly type: 'done'; readonly step: string; readonly output: unknown }
  | { readonly type: 'failed'; readonly step: string; readonly failure: SagaFailure }
  | {
      readonly type: 'timer-set';
      readonly step: string;
      readonly wakeAt: number;
      readonly duration: number;
    }
  | { readonly type: 'awaiting'; readonly step: string }
  | { readonly type: 'signal'; readonly name: string; readonly payload: unknown }
  | { readonly type: 'compensating'; readonly cause: SagaReturnCause }
  | { readonly type: 'undo-intent'; readonly step: string; readonly attempt: number }
  | ({ readonly type: 'undo-attempt-failed' } & AttemptFailed)
  | { readonly type: 'undone'; readonly step: string }
  | { readonly type: 'skipped'; readonly step: string; readonly operator: SagaOperator }
  | { readonly type: 'refused'; readonly command: SagaCommand['type']; readonly why: string }
  | { readonly type: 'stuck'; readonly cause: SagaStuckCause }
  | { readonly type: 'retried'; readonly operator: SagaOperator }
  | { readonly type: 'completed'; readonly output: unknown; readonly operator?: SagaOperator }
  | { readonly type: 'compensated' };

/** A fact with its place in the journal. */
export type SagaEvent = SagaFact & {
  /** 0, 1, 2, ... in one run. */
  readonly seq: number;
  /** Epoch milliseconds by the clock of the tab that wrote it. */
  readonly at: number;
};
