import { DestroyRef, DOCUMENT, inject, NgZone, Service, type Signal } from '@angular/core';
import { CLOCK, Frames, RANDOM, Traces } from 'ngx-convoy';
import { fullJitter, type Cancel } from 'ngx-convoy/core';
import { envelopeOf } from './encode-spans';
import { OTLP, type ResolvedOtlpOptions } from './otlp-options';
import { KEEPALIVE_BYTES, OtlpSender, type SendResult } from './otlp-sender';
import { SpanBacklog, type SpanBatch } from './span-backlog';

/** How the export goes. */
export interface OtlpStatus {
  /** Spans that the collector has taken. */
  readonly exported: number;
  /** Spans that it did not want. */
  readonly rejected: number;
  /** Spans that were given up, because it refused them or could not be reached. */
  readonly failed: number;
  /** Calls and operations that were pushed out of the store before they could be sent. */
  readonly missed: number;
  /** What last went wrong; empty when nothing has. */
  readonly problem: string;
}

/** Times that a batch is sent before it is given up. */
const ATTEMPTS = 5;
/** Milliseconds between them, when the collector does not say. */
const BACKOFF = { base: 1_000, max: 30_000 };

declare const ngServerMode: unknown;
declare const ngDevMode: unknown;

/**
 * Sends kept traces to a collector, in batches that are small enough to outlive the page. Provided by `withOtlp`.
 *
 * It waits neither in Angular's zone nor as a pending task, so it keeps no app from being stable; it calls the browser's own
 * `fetch`, so it is not traced itself; on a server it does nothing.
 *
 * @usageNotes
 * ```ts
 * protected readonly status = inject(OtlpExporter).status; // {{ status().exported }} spans
 * ```
 */
@Service()
export class OtlpExporter {
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly zone = inject(NgZone);
  private readonly traces = inject(Traces);
  private readonly sender = inject(OtlpSender);
  private readonly options = inject(OTLP);
  private readonly document = inject(DOCUMENT);
  private readonly destroyRef = inject(DestroyRef);

  private backlog: SpanBacklog | undefined;
  private readonly counts = { exported: 0, rejected: 0, failed: 0, problem: '' };
  /** A batch that the collector could not take yet. */
  private held: { readonly batch: SpanBatch; readonly attempt: number } | undefined;
  private isSending = false;
  private isUrgent = false;
  private stopTimer: Cancel | undefined;

  private readonly frame = inject(Frames).signal((): OtlpStatus => ({
    ...this.counts,
    missed: this.backlog?.missed ?? 0,
  }));
  /** Refreshed at most once a frame. */
  readonly status: Signal<OtlpStatus> = this.frame.value;

  /** Begins with what is kept from now on. Called by `withOtlp`. */
  start(): void {
    const { options, document } = this;
    if (isServer() || options === undefined || this.backlog !== undefined) return;
    this.backlog = new SpanBacklog(this.traces, envelopeOf(options.resource));
    const stopListening = this.traces.listen(() => {
      this.plan(options);
    });
    // Both: a page may be hidden and then killed without another word, or go without having been hidden.
    const flush = (): void => {
      this.flush();
    };
    const flushHidden = (): void => {
      if (document.visibilityState === 'hidden') this.flush();
    };
    document.addEventListener('visibilitychange', flushHidden);
    document.defaultView?.addEventListener('pagehide', flush);
    this.destroyRef.onDestroy(() => {
      stopListening();
      document.removeEventListener('visibilitychange', flushHidden);
      document.defaultView?.removeEventListener('pagehide', flush);
      this.flush();
      this.stopTimer?.();
    });
  }

  /**
   * Sends now whatever can outlive the page, without waiting for the batch that is under way. A batch that the collector has
   * asked to come again with stays where it is.
   */
  flush(): void {
    const { backlog, sender } = this;
    if (backlog === undefined || this.held !== undefined) return;
    this.cancelTimer();
    for (let room = sender.room; room > 0 && backlog.waiting > 0; room = sender.room) {
      const batch = backlog.take(room, false);
      if (batch === undefined) return;
      void this.deliver(batch, 1);
    }
  }

  /** On the hot path: nothing but a look, unless there is something to do. */
  private plan(options: ResolvedOtlpOptions): void {
    if (this.isSending || this.held !== undefined || this.isUrgent) return;
    const isFull = (this.backlog?.waiting ?? 0) >= options.batchSize;
    if (this.stopTimer !== undefined && !isFull) return;
    this.isUrgent = isFull;
    this.wake(isFull ? 0 : options.interval);
  }

  private wake(ms: number): void {
    this.stopTimer?.();
    this.zone.runOutsideAngular(() => {
      this.stopTimer = this.clock.schedule(this.clock.now() + ms, () => {
        this.cancelTimer();
        void this.drain();
      });
    });
  }

  private cancelTimer(): void {
    this.stopTimer?.();
    this.stopTimer = undefined;
    this.isUrgent = false;
  }

  /** Sends the batch that was held, then full batches, then waits for the next beat. */
  private async drain(): Promise<void> {
    const { backlog, options } = this;
    if (backlog === undefined || options === undefined || this.isSending) return;
    this.isSending = true;
    do {
      const { held } = this;
      this.held = undefined;
      const batch = held?.batch ?? backlog.take(KEEPALIVE_BYTES, true);
      if (batch === undefined) break;
      await this.deliver(batch, held?.attempt ?? 1);
    } while (!this.isHolding && backlog.waiting >= options.batchSize);
    this.isSending = false;
    if (!this.isHolding && backlog.waiting > 0) this.plan(options);
  }

  private get isHolding(): boolean {
    return this.held !== undefined;
  }

  private async deliver(batch: SpanBatch, attempt: number): Promise<void> {
    const { options } = this;
    if (options === undefined) return;
    // A repetition goes without keepalive: the app itself may have used up what a page is allowed.
    const result = await this.zone.runOutsideAngular(() =>
      this.sender.send(options, batch.body, attempt === 1),
    );
    this.count(batch, attempt, result);
    this.frame.touch();
  }

  private count(batch: SpanBatch, attempt: number, result: SendResult): void {
    const { counts } = this;
    if (result.problem !== '') this.complain(result.problem);
    if (result.type === 'accepted') {
      counts.rejected += Math.min(result.rejected, batch.spans);
      counts.exported += batch.spans - Math.min(result.rejected, batch.spans);
    } else if (result.type === 'refused' || attempt === ATTEMPTS || this.held !== undefined) {
      counts.failed += batch.spans;
    } else {
      this.held = { batch, attempt: attempt + 1 };
      this.wake(Math.max(result.after ?? 0, fullJitter(attempt, BACKOFF, this.random)));
    }
  }

  private complain(problem: string): void {
    const isNew = this.counts.problem !== problem;
    this.counts.problem = problem;
    if (isNew && typeof ngDevMode !== 'undefined' && ngDevMode) {
      // eslint-disable-next-line no-console -- in development, once for each problem
      console.warn(`ngx-convoy: traces were not exported as they should be: ${problem}`);
    }
  }
}

function isServer(): boolean {
  return typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
}
