import { Component, computed, input } from '@angular/core';

/** The scale of every strip: 1 ms .. 10 s, logarithmic, so that strips can be compared down the column. */
const DECADES = 4;

/**
 * Where latency lies, on the same logarithmic scale for everybody: a dot at p50, a line to p99, a tick at p95.
 *
 * Decoration beside the numbers: assistive technology does not see it.
 */
@Component({
  selector: 'convoy-latency-strip',
  template: `
    @if (marks(); as at) {
      <span
        class="line"
        [style.inset-inline-start.%]="at.p50"
        [style.inline-size.%]="at.p99 - at.p50"
      ></span>
      <span class="tick" [style.inset-inline-start.%]="at.p95"></span>
      <span class="dot" [style.inset-inline-start.%]="at.p50"></span>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      block-size: 1.125rem;
      /* Hairlines at 10 ms, 100 ms and 1 s. */
      background: repeating-linear-gradient(to right, var(--convoy-rule) 0 1px, transparent 1px 25%)
        0 0 / 100% 100%;
    }

    span {
      position: absolute;
      inset-block-start: 50%;
      background: currentcolor;
    }

    .line {
      block-size: 2px;
      min-inline-size: 1px;
      margin-block-start: -1px;
      opacity: 0.75;
    }

    .tick {
      inline-size: 2px;
      block-size: 0.625rem;
      margin-block-start: -0.3125rem;
    }

    .dot {
      inline-size: 0.4375rem;
      block-size: 0.4375rem;
      margin-block-start: -0.21875rem;
      margin-inline-start: -0.21875rem;
      border-radius: 50%;
    }

    @media (forced-colors: active) {
      span {
        forced-color-adjust: none;
        background: CanvasText;
      }
    }
  `,
  host: { 'aria-hidden': 'true' },
})
export class ConvoyLatencyStrip {
  /** Milliseconds; `undefined` while there is none. */
  readonly p50 = input.required<number | undefined>();
  readonly p95 = input.required<number | undefined>();
  readonly p99 = input.required<number | undefined>();

  protected readonly marks = computed(() => {
    const [p50, p95, p99] = [this.p50(), this.p95(), this.p99()];
    if (p50 === undefined || p95 === undefined || p99 === undefined) return undefined;
    return { p50: place(p50), p95: place(p95), p99: place(p99) };
  });
}

/** Percent of the strip's length. */
function place(ms: number): number {
  const decade = Math.log10(Math.max(1, ms));
  return (Math.min(DECADES, decade) / DECADES) * 100;
}
