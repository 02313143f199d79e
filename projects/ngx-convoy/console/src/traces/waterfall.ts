import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import type { Span } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { SPAN_WORDS } from './span-words';
import { arrangeWaterfall, type WaterfallRow } from './waterfall-rows';

/** The spans of one trace, one line each: when it began, how long it took, below what. One of them can be opened. */
@Component({
  selector: 'convoy-waterfall',
  templateUrl: './waterfall.html',
  styleUrl: './waterfall.scss',
})
export class ConvoyWaterfall {
  readonly spans = input.required<readonly Span[]>();

  private readonly clock = inject(CLOCK);
  protected readonly format = inject(ConsoleFormat);
  protected readonly kinds = SPAN_WORDS;
  protected readonly waterfall = computed(() => arrangeWaterfall(this.spans(), this.clock.now()));

  /** Span id of what is open; what went wrong is open from the start. */
  protected readonly open = linkedSignal({
    source: () => this.spans()[0]?.traceId,
    computation: () =>
      this.spans()
        .filter(({ status }) => status === 'error')
        .at(-1)?.spanId,
  });

  protected toggle({ span }: WaterfallRow): void {
    this.open.update((open) => (open === span.spanId ? undefined : span.spanId));
  }

  /** Milliseconds after the trace began. */
  protected after(time: number): string {
    return this.format.latency(time - this.waterfall().start);
  }

  protected attributesOf({
    attributes,
  }: Pick<Span, 'attributes'>): readonly (readonly [string, string])[] {
    return Object.entries(attributes).map(([name, value]) => [name, String(value)] as const);
  }
}
