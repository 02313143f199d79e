import type { CallEvent } from '../pipeline/call-event';
import type { Attempt, AttemptEnding } from '../pipeline/transport';
import type { AttemptTrace } from './call-trace';

/** An attempt on its way, and as it went. */
export class AttemptStep implements AttemptTrace {
  outcome: AttemptEnding | 'unset' = 'unset';
  /** HTTP status, when there was an answer. */
  status: number | undefined = undefined;
  durationMs = 0;
  next: TraceStep | undefined = undefined;
  readonly number: number;
  readonly instance: string;
  readonly panic: boolean;
  readonly isHedge: boolean;
  readonly start: number;

  constructor(
    readonly spanId: string,
    attempt: Attempt,
    /** What stands before the path in its URL. */
    readonly url: string,
  ) {
    this.number = attempt.number;
    this.instance = attempt.endpoint.id;
    this.panic = attempt.panic;
    this.isHedge = attempt.isHedge;
    this.start = attempt.startedAt;
  }

  /** @param now epoch milliseconds */
  end(outcome: AttemptEnding, now: number): void {
    this.outcome = outcome;
    this.durationMs = now - this.start;
  }
}

/** Something that happened to a call between its attempts. */
export class EventStep {
  next: TraceStep | undefined = undefined;

  constructor(readonly event: CallEvent) {}
}

/** Something else began to answer in the service's place. */
export class FallbackStep {
  next: TraceStep | undefined = undefined;
  durationMs = 0;
  source = '';
  detail = '';

  constructor(
    readonly spanId: string,
    /** Epoch milliseconds. */
    readonly start: number,
  ) {}

  /** @param source who answered; empty when nobody did */
  end(source: string, detail: string, now: number): void {
    this.source = source;
    this.detail = detail;
    this.durationMs = now - this.start;
  }
}

/** What a call is made of, in the order in which it began. */
export type TraceStep = AttemptStep | EventStep | FallbackStep;
