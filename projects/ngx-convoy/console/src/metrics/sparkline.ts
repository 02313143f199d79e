import { Component, computed, input } from '@angular/core';
import { extremesOf } from 'ngx-convoy/core';

const WIDTH = 120;
const HEIGHT = 24;

/**
 * A line of a number over time, as high as its highest value. Where nothing is known there is no line. What it shows is said in
 * `label`, for those who cannot see it.
 */
@Component({
  selector: 'convoy-sparkline',
  template: `
    <svg
      role="img"
      focusable="false"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      preserveAspectRatio="none"
      [attr.aria-label]="label()"
    >
      <title>{{ label() }}</title>
      <path [attr.d]="path()" />
    </svg>
  `,
  styleUrl: './sparkline.scss',
})
export class ConvoySparkline {
  /** Oldest first; NaN where nothing is known. */
  readonly values = input.required<Float64Array>();
  readonly label = input.required<string>();

  protected readonly path = computed(() => {
    const { low, high } = extremesOf(this.values(), WIDTH);
    const top = high.reduce((most, value) => (value > most ? value : most), 0);
    const y = (value: number): string =>
      (HEIGHT - 1 - (top === 0 ? 0 : value / top) * (HEIGHT - 2)).toFixed(1);
    let path = '';
    let isBroken = true;
    low.forEach((least, at) => {
      const most = high[at] ?? NaN;
      if (Number.isNaN(least)) {
        isBroken = true;
        return;
      }
      const x = ((at + 0.5) * WIDTH) / low.length;
      // Down and up again within a column: a spike of one row is seen. A column alone is a dot.
      path += `${isBroken ? 'M' : 'L'}${x.toFixed(1)} ${y(least)}L${x.toFixed(1)} ${y(most)}`;
      if (isBroken) path += 'h.1';
      isBroken = false;
    });
    return path;
  });
}
