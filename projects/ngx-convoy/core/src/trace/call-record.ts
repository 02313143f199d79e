import type { CallEvent } from '../pipeline/call-event';
import type { Attempt } from '../pipeline/transport';
import type { AttemptTrace, CallTrace, TraceOutcome } from './call-trace';
import type { TraceContext } from './trace-context';
import { AttemptStep, EventStep, FallbackStep, type TraceStep } from './trace-step';
import { describeEvent } from './describe-event';

/** What a call is known by from its beginning on. */
export interface CallBeginning {
  readonly context: TraceContext;
  /** Whether the context came from outside of this page. */
  readonly parentIsRemote: boolean;
  readonly parentSpanId: string | undefined;
  readonly service: string;
  readonly method: string;
  /** As it was asked for; redacted when the call ends. */
  readonly path: string;
  /** The low-cardinality form of the path, such as `/orders/{id}`. */
  readonly template: string | undefined;
  /** Epoch milliseconds. */
  readonly start: number;
}

/**
 * The trace of a call, while it runs and afterwards: nothing is copied when it ends, and nothing is put into words before
 * somebody reads it. A kept call with one attempt takes some 400 bytes, its ids and path included.
 */
export class CallRecord implements CallTrace {
  outcome: TraceOutcome = 'unset';
  durationMs = 0;
  path: string;
  /** Class of the error that it ended with, or that something else answered: `circuit-open`, `503`, `timeout`. */
  errorType: string | undefined = undefined;
  /** Kept although its trace is not in the sample. */
  isTailKept = false;
  readonly context: TraceContext;
  readonly parentIsRemote: boolean;
  readonly parentSpanId: string | undefined;
  readonly service: string;
  readonly method: string;
  readonly template: string | undefined;
  readonly start: number;

  private words: string | undefined = undefined;
  private first: TraceStep | undefined = undefined;
  private last: TraceStep | undefined = undefined;

  constructor(beginning: CallBeginning) {
    this.context = beginning.context;
    this.parentIsRemote = beginning.parentIsRemote;
    this.parentSpanId = beginning.parentSpanId;
    this.service = beginning.service;
    this.method = beginning.method;
    this.path = beginning.path;
    this.template = beginning.template;
    this.start = beginning.start;
  }

  get traceId(): string {
    return this.context.traceId;
  }

  get spanId(): string {
    return this.context.spanId;
  }

  /** Why it ended so, in words. */
  get detail(): string {
    if (this.words !== undefined) return this.words;
    if (this.outcome === 'unset') return 'it has not ended yet';
    const status = this.attemptStep((step) => step.outcome === 'success')?.status;
    return status === undefined ? '' : `answered ${status}`;
  }

  get attempts(): readonly AttemptTrace[] {
    const attempts: AttemptTrace[] = [];
    for (const step of this.steps()) if (step instanceof AttemptStep) attempts.push(step);
    return attempts;
  }

  get notes(): readonly string[] {
    const notes: string[] = [];
    for (const step of this.steps()) {
      const note = step instanceof EventStep ? describeEvent(step.event) : undefined;
      if (note !== undefined) notes.push(note);
    }
    return notes;
  }

  /**
   * @param spanId what its headers tell the backend
   * @param url what stands before the path in its URL
   */
  attemptBegins(attempt: Attempt, spanId: string, url: string): AttemptStep {
    const step = new AttemptStep(spanId, attempt, url);
    this.append(step);
    return step;
  }

  /** The step of an attempt that was begun. */
  attempt(number: number): AttemptStep | undefined {
    return this.attemptStep((step) => step.number === number);
  }

  heard(event: CallEvent): void {
    this.append(new EventStep(event));
  }

  fallbackBegins(spanId: string, now: number): FallbackStep {
    const step = new FallbackStep(spanId, now);
    this.append(step);
    return step;
  }

  /**
   * Ends it, once.
   *
   * @param words why, when the attempts do not tell
   * @param errorType class of the error it ended with
   * @returns whether it was still running
   */
  end(outcome: TraceOutcome, now: number, words?: string, errorType?: string): boolean {
    if (this.outcome !== 'unset') return false;
    this.outcome = outcome;
    this.durationMs = now - this.start;
    this.words = words;
    this.errorType = errorType;
    return true;
  }

  /** Whether an attempt failed or was repeated, something refused it, or something else answered. */
  get hasTrouble(): boolean {
    for (let step = this.first; step !== undefined; step = step.next) {
      if (step instanceof FallbackStep) return true;
      if (step instanceof EventStep) {
        if (step.event.type === 'refused') return true;
      } else if (step.number > 1 || step.outcome === 'failure' || step.outcome === 'timeout') {
        return true;
      }
    }
    return false;
  }

  *steps(): Iterable<TraceStep> {
    for (let step = this.first; step !== undefined; step = step.next) yield step;
  }

  private attemptStep(fits: (step: AttemptStep) => boolean): AttemptStep | undefined {
    for (let step = this.first; step !== undefined; step = step.next) {
      if (step instanceof AttemptStep && fits(step)) return step;
    }
    return undefined;
  }

  private append(step: TraceStep): void {
    if (this.last === undefined) this.first = step;
    else this.last.next = step;
    this.last = step;
  }
}
