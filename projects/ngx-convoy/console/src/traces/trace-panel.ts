import { Component, computed, inject, input, output, viewChild } from '@angular/core';
import { Traces } from 'ngx-convoy';
import { ConsoleFormat } from '../format/console-format';
import { ConvoySidePanel } from '../shell/side-panel';
import { ConvoyWaterfall } from './waterfall';
import { arrangeWaterfall } from './waterfall-rows';

/** One trace, whole: everything of it that is kept. */
@Component({
  selector: 'convoy-trace-panel',
  imports: [ConvoySidePanel, ConvoyWaterfall],
  template: `
    <convoy-side-panel heading="Trace" (closed)="closed.emit()">
      <p class="id">
        <code>{{ traceId() }}</code>
      </p>
      @if (spans().length > 0) {
        <p>{{ summary() }}</p>
        <convoy-waterfall [spans]="spans()" />
      } @else {
        <p>Nothing of this trace is kept, or nothing of it has ended yet.</p>
      }
    </convoy-side-panel>
  `,
  styles: `
    :host {
      display: block;
      font-size: 0.8125rem;
    }

    p {
      margin: 0 0 0.625rem;
      color: var(--convoy-ink-soft);
    }

    .id {
      overflow-wrap: anywhere;
    }

    code {
      font-family: var(--convoy-mono);
    }
  `,
})
export class ConvoyTracePanel {
  /** As it stands in the URL: there may be none of that id. */
  readonly traceId = input.required<string>();
  readonly closed = output();

  private readonly traces = inject(Traces);
  private readonly format = inject(ConsoleFormat);
  private readonly frame = viewChild.required(ConvoySidePanel);

  protected readonly spans = computed(() => this.traces.ofTrace(this.traceId())());
  protected readonly summary = computed(() => {
    const spans = this.spans();
    const { start, durationMs } = arrangeWaterfall(spans, spans[0]?.start ?? 0);
    const services = new Set(spans.flatMap(({ service }) => (service === '' ? [] : [service])));
    const failed = spans.filter(({ status }) => status === 'error').length;
    return [
      `${this.format.timeToSecond(start)}, ${this.format.duration(durationMs)}`,
      `${spans.length} ${spans.length === 1 ? 'span' : 'spans'}`,
      `${services.size} ${services.size === 1 ? 'service' : 'services'}`,
      failed === 0 ? 'no errors' : `${failed} with errors`,
    ].join(', ');
  });

  /** Moves the focus here. */
  focus(): void {
    this.frame().focus();
  }
}
