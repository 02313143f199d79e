import { Component, computed, inject } from '@angular/core';
import { ResponseCache, type CacheEntry } from 'ngx-convoy/degradation';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';

/** More rows than this nobody reads. */
const MOST = 100;

const STATE_WORDS: Readonly<Record<CacheEntry['state'], string>> = {
  fresh: 'fresh',
  stale: 'stale, renewed when asked for',
  standby: 'only when the service fails',
  unsure: 'only when the service confirms it',
};

/** What is kept, used last first: how old it is, what it is good for, and what it can be dropped by. */
@Component({
  selector: 'convoy-cache-table',
  templateUrl: './cache-table.html',
  styleUrl: './cache-table.scss',
})
export class ConvoyCacheTable {
  private readonly cache = inject(ResponseCache);
  protected readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly words = STATE_WORDS;

  protected readonly shown = computed(() => this.cache.entries().slice(-MOST).reverse());
  protected readonly more = computed(() => Math.max(0, this.cache.entries().length - MOST));

  protected drop({ service, path }: CacheEntry): void {
    this.cache.invalidate({ service, path });
  }
}
