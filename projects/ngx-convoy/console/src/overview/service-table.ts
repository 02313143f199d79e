import { Component, computed, input, output, signal } from '@angular/core';
import { arrange, type ServiceOrder } from '../fleet/arrange';
import type { ServiceView } from '../fleet/service-view';
import { ConvoyInstanceTable } from '../instances/instance-table';
import { ConvoyServiceRow } from './service-row';

/**
 * Every service as a row, by group. Columns have fixed widths, so that nothing moves when numbers do.
 *
 * On narrow screens each row becomes a card. The roles are spelled out because changing `display` takes the native ones away.
 */
@Component({
  selector: 'convoy-service-table',
  imports: [ConvoyInstanceTable, ConvoyServiceRow],
  templateUrl: './service-table.html',
  styleUrl: './service-table.scss',
  host: { '(click)': 'openRow($event)' },
})
export class ConvoyServiceTable {
  readonly services = input.required<readonly ServiceView[]>();
  readonly order = input.required<ServiceOrder>();
  readonly selected = input<string>();
  readonly alertCounts = input.required<ReadonlyMap<string, number>>();
  readonly sort = output<ServiceOrder>();
  readonly picked = output<string>();

  protected readonly groups = computed(() => arrange(this.services(), this.order()));
  protected readonly isGrouped = computed(() => this.groups().some(({ name }) => name !== ''));
  private readonly expanded = signal<ReadonlySet<string>>(new Set());

  protected isExpanded(name: string): boolean {
    return this.expanded().has(name);
  }

  protected toggle(name: string): void {
    this.expanded.update((expanded) => {
      const next = new Set(expanded);
      if (!next.delete(name)) next.add(name);
      return next;
    });
  }

  /** A pointer may hit the row anywhere; keyboards have the link in its first cell. */
  protected openRow({ target }: Event): void {
    if (!(target instanceof Element) || target.closest('a, button, dialog, input') !== null) return;
    const name = target.closest('tr[data-service]')?.getAttribute('data-service') ?? undefined;
    const isSelectingText = target.ownerDocument.getSelection()?.isCollapsed === false;
    if (name !== undefined && !isSelectingText) this.picked.emit(name);
  }
}
