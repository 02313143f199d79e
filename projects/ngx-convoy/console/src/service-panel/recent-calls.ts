import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Traces } from 'ngx-convoy';
import type { CallTrace } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { OUTCOME_WORDS } from '../traces/outcome-words';

/** Calls that are listed. */
const LISTED = 20;

/** The last calls of a service: where each attempt went, when within the call, and how it ended. */
@Component({
  selector: 'convoy-recent-calls',
  imports: [RouterLink],
  templateUrl: './recent-calls.html',
  styleUrl: './recent-calls.scss',
})
export class ConvoyRecentCalls {
  /** Name of the service. */
  readonly service = input.required<string>();

  private readonly traces = inject(Traces);
  protected readonly format = inject(ConsoleFormat);
  protected readonly words = OUTCOME_WORDS;
  protected readonly calls = computed(() =>
    this.traces
      .recent()
      .filter(({ service }) => service === this.service())
      .slice(0, LISTED),
  );

  /** Percent of the call's duration. */
  protected part(ms: number, call: CallTrace): number {
    return call.durationMs === 0 ? 100 : Math.min(100, (ms / call.durationMs) * 100);
  }
}
