import { DOCUMENT, inject, Service } from '@angular/core';
import { TAB_SCOPE } from 'ngx-convoy';
import type { DispatchLogEntry } from 'ngx-convoy/core';

/** What people were told, kept over a reload and for the next tab that leads. */
@Service()
export class ToldMemory {
  private readonly key = `${inject(TAB_SCOPE)}:alerts-told`;
  private readonly view = inject(DOCUMENT).defaultView;

  read(): readonly DispatchLogEntry[] {
    try {
      const kept: unknown = JSON.parse(this.view?.localStorage.getItem(this.key) ?? '[]');
      return Array.isArray(kept) ? kept.filter(isEntry) : [];
    } catch {
      // Forbidden, or not ours: at worst something is told twice.
      return [];
    }
  }

  write(entries: readonly DispatchLogEntry[]): void {
    try {
      this.view?.localStorage.setItem(this.key, JSON.stringify(entries));
    } catch {
      // Full, or forbidden.
    }
  }
}

function isEntry(data: unknown): data is DispatchLogEntry {
  if (typeof data !== 'object' || data === null) return false;
  const { key, at, firing, resolved } = data as Partial<Record<keyof DispatchLogEntry, unknown>>;
  return (
    typeof key === 'string' &&
    Number.isFinite(at) &&
    Array.isArray(firing) &&
    Array.isArray(resolved)
  );
}
