import { Component, computed, DOCUMENT, inject } from '@angular/core';
import { type ExportSelection, MetricExport, MetricMemory } from 'ngx-convoy/monitor';
import { ConsoleUrl } from '../shell/console-url';
import { MetricBoard } from './metric-board';
import { ConvoyMetricTable } from './metric-table';
import { WINDOWS, windowOf } from './metric-windows';

/** The numbers of all services over a window of time, and the same for other programs. */
@Component({
  selector: 'convoy-metric-screen',
  imports: [ConvoyMetricTable],
  providers: [ConsoleUrl, MetricBoard],
  template: `
    <div class="layout">
      <div class="main">
        <div class="tools">
          <h1>Metrics</h1>
          <label>
            <span>Window</span>
            <select #window (change)="url.show(window.value)">
              @for (each of windows; track each.key) {
                <option [value]="each.key" [selected]="each.key === chosen().key">
                  {{ each.name }}
                </option>
              }
            </select>
          </label>
          <div class="export" role="group" aria-label="Export">
            <button type="button" (click)="saveCsv()">CSV</button>
            <button type="button" (click)="saveJson()">JSON</button>
            <button type="button" (click)="savePrometheus()">Prometheus</button>
          </div>
        </div>
        <convoy-metric-table [rows]="rows()" [window]="chosen().name" />
        <p class="memory">{{ memoryWords() }}</p>
      </div>
    </div>
  `,
  styleUrl: './metric-screen.scss',
})
export class ConvoyMetricScreen {
  protected readonly url = inject(ConsoleUrl);
  protected readonly windows = WINDOWS;
  protected readonly chosen = computed(() => windowOf(this.url.kind()));
  protected readonly rows = inject(MetricBoard).rows(this.chosen);

  private readonly metrics = inject(MetricExport);
  private readonly memory = inject(MetricMemory);
  private readonly document = inject(DOCUMENT);

  protected readonly memoryWords = computed(() => {
    const { state, problem } = this.memory.status();
    if (state === 'kept') return 'The history is kept in this browser.';
    if (state === 'loading') return 'What earlier pages have seen is being read.';
    return problem === ''
      ? 'Numbers are as old as this page: the app keeps no history.'
      : `Numbers are as old as this page: the history cannot be kept (${problem}).`;
  });

  protected saveCsv(): void {
    this.save(this.metrics.csv(this.selection()), 'text/csv', 'csv');
  }

  protected saveJson(): void {
    this.save(this.metrics.json(this.selection()), 'application/json', 'json');
  }

  protected savePrometheus(): void {
    this.save(this.metrics.prometheus(), 'text/plain', 'prom');
  }

  private selection(): ExportSelection {
    const { length: windowMs, tier } = this.chosen();
    return { windowMs, tier };
  }

  private save(text: string, type: string, extension: string): void {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = this.document.createElement('a');
    link.href = address;
    link.download = `convoy-metrics.${extension}`;
    link.click();
    URL.revokeObjectURL(address);
  }
}
