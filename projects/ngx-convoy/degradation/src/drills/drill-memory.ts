import { DOCUMENT, inject, Service } from '@angular/core';
import { TAB_SCOPE } from 'ngx-convoy';
import type { FallbackRecord } from './fallback-drills';

declare const ngServerMode: unknown;

/** What of a record outlives the page. */
interface DrillCounts {
  readonly exercisedAt: number | undefined;
  readonly uses: number;
  readonly same: number;
  readonly different: number;
  readonly empty: number;
  readonly failed: number;
  readonly totalMs: number;
}

const COUNTS = ['uses', 'same', 'different', 'empty', 'failed', 'totalMs'] as const;

/** Remembers over a reload when fallbacks were exercised; who may not store anything remembers it for the page. */
@Service()
export class DrillMemory {
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly key = `${inject(TAB_SCOPE)}:fallback-drills`;

  read(): ReadonlyMap<string, { readonly kind: string; readonly counts: DrillCounts }> {
    const known = new Map<string, { readonly kind: string; readonly counts: DrillCounts }>();
    for (const row of this.rows()) {
      if (typeof row !== 'object' || row === null) continue;
      const fields = row as Readonly<Record<string, unknown>>;
      const { id, kind, exercisedAt } = fields;
      const isWhole = COUNTS.every((name) => isCount(fields[name]));
      if (typeof id !== 'string' || typeof kind !== 'string' || !isWhole) continue;
      const counts = Object.fromEntries(COUNTS.map((name) => [name, Number(fields[name])]));
      const at = isCount(exercisedAt) ? exercisedAt : undefined;
      known.set(id, { kind, counts: { ...NONE, ...counts, exercisedAt: at } });
    }
    return known;
  }

  keep(records: readonly FallbackRecord[]): void {
    try {
      this.storage()?.setItem(this.key, JSON.stringify(records));
    } catch {
      // Full or switched off: it is remembered until the page goes.
    }
  }

  private rows(): readonly unknown[] {
    try {
      const rows: unknown = JSON.parse(this.storage()?.getItem(this.key) ?? '[]');
      return Array.isArray(rows) ? rows : [];
    } catch {
      return [];
    }
  }

  private storage(): Storage | undefined {
    if (typeof ngServerMode !== 'undefined' && ngServerMode) return undefined;
    return this.view?.localStorage;
  }
}

const NONE = { uses: 0, same: 0, different: 0, empty: 0, failed: 0, totalMs: 0 };

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
