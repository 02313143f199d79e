import { Component, computed, effect, inject, untracked } from '@angular/core';
import { ResponseCache } from 'ngx-convoy/degradation';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyCacheTable } from './cache-table';
import { ConvoyDrillTable } from './drill-table';
import { ConvoyProvenanceTable } from './provenance-table';
import { STORAGE_WORDS } from './provenance-words';

/** Where answers come from, what is kept of them, and whether what stands in would work. */
@Component({
  selector: 'convoy-cache-screen',
  imports: [ConvoyCacheTable, ConvoyDrillTable, ConvoyProvenanceTable],
  template: `
    <div class="layout">
      <div class="main">
        <div class="tools">
          <h1>Caches</h1>
          @if (!isReadonly) {
            <form (submit)="dropTag($event, tag)">
              <label>
                <span>Tag</span>
                <input #tag type="text" required autocomplete="off" />
              </label>
              <button type="submit">Drop by tag</button>
            </form>
            <button type="button" (click)="cache.clear()">Drop everything</button>
          }
        </div>
        <p class="summary" role="status">{{ summary() }}</p>
        <section aria-labelledby="convoy-provenance">
          <h2 id="convoy-provenance">Where answers come from</h2>
          <convoy-provenance-table />
        </section>
        <section aria-labelledby="convoy-entries">
          <h2 id="convoy-entries">What is kept</h2>
          <convoy-cache-table />
        </section>
        <section aria-labelledby="convoy-drills">
          <h2 id="convoy-drills">Fallbacks and their drills</h2>
          <convoy-drill-table />
        </section>
      </div>
    </div>
  `,
  styleUrl: './cache-screen.scss',
})
export class ConvoyCacheScreen {
  private readonly format = inject(ConsoleFormat);
  protected readonly cache = inject(ResponseCache);
  protected readonly isReadonly = inject(CONSOLE_READONLY);

  protected readonly summary = computed(() => {
    const count = this.cache.entries().length;
    const answers =
      count === 1 ? '1 answer is kept' : `${this.format.count(count)} answers are kept`;
    return `${answers} ${STORAGE_WORDS[this.cache.storageState()]}.`;
  });

  constructor() {
    const heartbeat = inject(Heartbeat);
    // What is kept grows old while nothing moves.
    effect(() => {
      heartbeat.now();
      untracked(() => {
        this.cache.refresh();
      });
    });
  }

  protected dropTag(event: Event, field: HTMLInputElement): void {
    event.preventDefault();
    const tag = field.value.trim();
    if (tag === '') return;
    this.cache.invalidate({ tag });
    field.value = '';
  }
}
