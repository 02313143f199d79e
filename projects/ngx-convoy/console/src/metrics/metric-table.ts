import { Component, inject, input } from '@angular/core';
import { ConsoleFormat } from '../format/console-format';
import type { MetricRow } from './metric-board';
import { ConvoySparkline } from './sparkline';

/** The numbers of services, a row each: how much, how well, how fast, how full, and where it goes. */
@Component({
  selector: 'convoy-metric-table',
  imports: [ConvoySparkline],
  templateUrl: './metric-table.html',
  styleUrl: './metric-table.scss',
})
export class ConvoyMetricTable {
  readonly rows = input.required<readonly MetricRow[]>();
  /** What the numbers cover, for the caption. */
  readonly window = input.required<string>();

  protected readonly format = inject(ConsoleFormat);

  /** The classes of errors that there were. */
  protected errors({ metrics: { errors, rejected } }: MetricRow): string {
    const { server, network, timeout } = errors;
    const classes = { server, network, timeout, refused: rejected };
    return Object.entries(classes)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${name} ${this.format.count(count)}`)
      .join(', ');
  }
}
