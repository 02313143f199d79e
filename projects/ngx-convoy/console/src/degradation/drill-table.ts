import { Component, computed, inject } from '@angular/core';
import { FallbackDrills, type FallbackRecord } from 'ngx-convoy/degradation';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';
import { FALLBACK_WORDS } from './provenance-words';

/** Every fallback that is configured: those that nobody has tried for a week first, because they may not work. */
@Component({
  selector: 'convoy-drill-table',
  templateUrl: './drill-table.html',
  styleUrl: './cache-table.scss',
})
export class ConvoyDrillTable {
  private readonly drills = inject(FallbackDrills);
  private readonly heartbeat = inject(Heartbeat);
  protected readonly format = inject(ConsoleFormat);

  protected readonly summary = computed(() => {
    const coverage = this.drills.coverage();
    if (coverage === undefined) return 'No service has a fallback that can be tried.';
    const divergence = this.drills.divergence();
    const latency = this.drills.latency();
    return [
      `${this.format.percent(coverage)} % were exercised in the last 7 days`,
      ...(divergence === undefined
        ? []
        : [`${this.format.percent(divergence)} % of compared answers differed`]),
      ...(latency === undefined ? [] : [`${this.format.duration(latency)} on average`]),
    ].join(' · ');
  });

  protected readonly rows = computed(() => {
    const now = this.heartbeat.now();
    const never = new Set(this.drills.unexercised().map(({ id }) => id));
    const records = this.drills.entities();
    const sorted = [
      ...records.filter(({ id }) => never.has(id)),
      ...records.filter(({ id }) => !never.has(id)),
    ];
    return sorted.map((record) => ({
      record,
      isNever: never.has(record.id),
      name: nameOf(record),
      exercised: this.exercised(record, now),
      latency: latencyOf(record),
    }));
  });

  private exercised({ kind, exercisedAt }: FallbackRecord, now: number): string {
    if (exercisedAt !== undefined) return this.format.ago(exercisedAt, now);
    return kind === 'queue' ? 'not tried: it acts' : 'never';
  }
}

function nameOf({ service, kind, services }: FallbackRecord): string {
  const others = services.length === 0 ? '' : `: ${services.join(', ')}`;
  return `${service} → ${FALLBACK_WORDS[kind]}${others}`;
}

function latencyOf({ same, different, totalMs }: FallbackRecord): number | undefined {
  return same + different === 0 ? undefined : totalMs / (same + different);
}
