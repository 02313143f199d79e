import { DestroyRef, DOCUMENT, inject, NgZone, Service, type Signal } from '@angular/core';
import { CLOCK, Frames, RANDOM, Upstreams } from 'ngx-convoy';
import { type Cancel, fullJitter } from 'ngx-convoy/core';
import { MetricExport, MetricHistory } from 'ngx-convoy/monitor';
import { OtlpSender, type SendResult } from '../otlp-sender';
import { encodeMetrics } from './encode-metrics';
import { MetricDeltas } from './metric-deltas';
import { OTLP_METRICS } from './otlp-metric-options';

/** How the export goes. */
export interface OtlpMetricStatus {
  /** Requests that the collector has taken. */
  readonly exported: number;
  /** Points that it did not want. */
  readonly rejected: number;
  /** Requests that came to nothing. What they had is sent with the next, unless the collector refused it for good. */
  readonly failed: number;
  /** What last went wrong; empty when nothing has. */
  readonly problem: string;
}

/** Services of one request, so that it is small enough to outlive the page. */
const SERVICES = 8;
/** Milliseconds after which a collector that could not take something is asked again, when it does not say. */
const BACKOFF = { base: 5_000, max: 300_000 };

declare const ngServerMode: unknown;

/**
 * Sends metrics to a collector: what has been added since it last took some, so that a page needs no identity and a thousand pages
 * are one series. Provided by `withOtlpMetrics`.
 *
 * While no call is made it sends nothing and owns no timer. What could not be sent goes with the next request, so that nothing is
 * lost while the page lives; an answer that was lost on the way counts twice.
 *
 * @usageNotes
 * ```ts
 * protected readonly status = inject(OtlpMetricExporter).status; // {{ status().exported }} requests
 * ```
 */
@Service()
export class OtlpMetricExporter {
  private readonly clock = inject(CLOCK);
  private readonly random = inject(RANDOM);
  private readonly zone = inject(NgZone);
  private readonly document = inject(DOCUMENT);
  private readonly upstreams = inject(Upstreams);
  private readonly history = inject(MetricHistory);
  private readonly metrics = inject(MetricExport);
  private readonly sender = inject(OtlpSender);
  private readonly options = inject(OTLP_METRICS);
  private readonly destroyRef = inject(DestroyRef);

  private readonly deltas = new MetricDeltas();
  /** By service, when the collector last took something. */
  private readonly takenAt = new Map<string, number>();
  private readonly counts = { exported: 0, rejected: 0, failed: 0, problem: '' };
  /** Names of services that have moved. */
  private readonly moved = new Set<string>();
  private stopTimer: Cancel | undefined;
  private isSending = false;
  private failures = 0;
  private openedAt = 0;

  private readonly frame = inject(Frames).signal((): OtlpMetricStatus => ({ ...this.counts }));
  /** Refreshed at most once a frame. */
  readonly status: Signal<OtlpMetricStatus> = this.frame.value;

  /** Begins with what is counted from now on. Called by `withOtlpMetrics`. */
  start(): void {
    const { options, document } = this;
    if (options === undefined || (typeof ngServerMode !== 'undefined' && ngServerMode)) return;
    this.openedAt = this.clock.now();
    const stopListening = this.upstreams.listen({
      counted: ({ name }) => {
        this.moved.add(name);
        if (this.stopTimer === undefined && !this.isSending) this.wake(options.interval);
      },
    });
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
      this.stopTimer?.();
    });
  }

  /**
   * Sends now what has been added, in requests that may outlive the page; how things are just now is of no use then. Nothing while
   * others are under way.
   */
  flush(): void {
    if (this.isSending || this.moved.size === 0 || this.failures > 0) return;
    void this.drain(true);
  }

  private wake(ms: number): void {
    this.stopTimer?.();
    this.zone.runOutsideAngular(() => {
      this.stopTimer = this.clock.schedule(this.clock.now() + ms, () => {
        this.stopTimer = undefined;
        void this.drain();
      });
    });
  }

  private async drain(isLeaving = false): Promise<void> {
    const { options } = this;
    if (options === undefined || this.isSending) return;
    this.stopTimer?.();
    this.stopTimer = undefined;
    this.isSending = true;
    const names = [...this.moved].filter((name) => this.history.series(name) !== undefined);
    this.moved.clear();
    // All at once: a page that goes has no time to wait for the first before it sends the second.
    const parts = chunks(names).map((part) => this.sendPart(part, isLeaving));
    const waits = (await Promise.all(parts)).filter((wait) => wait !== undefined);
    this.isSending = false;
    this.failures = waits.length === 0 ? 0 : this.failures + 1;
    if (waits.length > 0) {
      this.wake(Math.max(...waits, fullJitter(this.failures, BACKOFF, this.random)));
    } else if (this.moved.size > 0) this.wake(options.interval);
    this.frame.touch();
  }

  /** @returns milliseconds to wait at least before it is tried again; `undefined` when it need not be */
  private async sendPart(
    names: readonly string[],
    isLeaving: boolean,
  ): Promise<number | undefined> {
    const { options } = this;
    if (options === undefined) return undefined;
    const end = this.clock.now();
    const { families, take } = this.deltas.since(
      this.metrics.families(names).filter(({ type }) => !isLeaving || type !== 'gauge'),
    );
    const body = encodeMetrics(
      families,
      options.resource,
      end,
      ({ service = '' }) => this.takenAt.get(service) ?? this.openedAt,
    );
    const result = await this.zone.runOutsideAngular(() =>
      this.sender.send(options, body, this.failures === 0),
    );
    const isOver = this.count(result);
    if (isOver) {
      take();
      for (const name of names) this.takenAt.set(name, end);
      return undefined;
    }
    for (const name of names) this.moved.add(name);
    return result.type === 'again' ? (result.after ?? 0) : 0;
  }

  /** @returns whether what was sent must not be sent again */
  private count(result: SendResult): boolean {
    const { counts } = this;
    if (result.problem !== '') counts.problem = result.problem;
    if (result.type === 'accepted') {
      counts.exported += 1;
      counts.rejected += result.rejected;
    } else counts.failed += 1;
    return result.type !== 'again';
  }
}

function chunks(names: readonly string[]): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let from = 0; from < names.length; from += SERVICES) {
    parts.push(names.slice(from, from + SERVICES));
  }
  return parts;
}
