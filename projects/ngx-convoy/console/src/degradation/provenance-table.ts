import { Component, computed, inject } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import { Freshness, ResponseCache, type CacheCounts } from 'ngx-convoy/degradation';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { SOURCE_WORDS } from './provenance-words';

const NOTHING: CacheCounts = {
  ...{ fresh: 0, stale: 0, missed: 0 },
  ...{ confirmed: 0, joined: 0, stoodIn: 0 },
};

/** Where the last answer of each service came from and why, and what became of calls of those with a cache. */
@Component({
  selector: 'convoy-provenance-table',
  templateUrl: './provenance-table.html',
  styleUrl: './cache-table.scss',
})
export class ConvoyProvenanceTable {
  private readonly registry = inject(ServiceRegistry);
  private readonly freshness = inject(Freshness);
  private readonly cache = inject(ResponseCache);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);

  protected readonly rows = computed(() => {
    const now = this.heartbeat.now();
    const counts = this.cache.counts();
    return this.registry.services().flatMap(({ name }) => {
      const { provenance, isEmptyHanded } = this.freshness.served(name)();
      const own = counts.get(name);
      if (provenance === undefined && !isEmptyHanded && own === undefined) return [];
      const { source, at, reason = '' } = provenance ?? {};
      return {
        name,
        isSubstitute: source !== undefined && source !== 'live' && source !== 'cache',
        source: source === undefined ? 'nothing' : SOURCE_WORDS[source],
        age: at === undefined ? '–' : this.format.duration(Math.max(0, now - at)),
        why: isEmptyHanded ? 'the last call got nothing' : reason,
        isOutdated: this.freshness.isOutdated(name)(),
        counts: own ?? NOTHING,
      };
    });
  });
}
