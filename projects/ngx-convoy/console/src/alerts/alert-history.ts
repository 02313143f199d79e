import { Component, computed, inject } from '@angular/core';
import { ServiceRegistry } from 'ngx-convoy';
import { lasted } from 'ngx-convoy/core';
import { AlertStore } from 'ngx-convoy/monitor';
import { ConsoleFormat } from '../format/console-format';
import { SEVERITY_WORDS } from './alert-words';

/** So many are shown, the last ones. */
const SHOWN = 50;

/** What is over: when it began, how long it lasted, and who looked after it. */
@Component({
  selector: 'convoy-alert-history',
  template: `
    <table aria-label="History">
      <thead>
        <tr>
          <th scope="col" class="start">Over</th>
          <th scope="col">Lasted</th>
          <th scope="col" class="start">Severity</th>
          <th scope="col" class="start">About</th>
          <th scope="col" class="start">What</th>
          <th scope="col" class="start">Looked after by</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.id) {
          <tr>
            <td class="start number">{{ row.over }}</td>
            <td class="number">{{ row.lasted }}</td>
            <td class="start">{{ row.severity }}</td>
            <th scope="row" class="start">{{ row.about }}</th>
            <td class="start what">{{ row.message }}</td>
            <td class="start">{{ row.by }}</td>
          </tr>
        } @empty {
          <tr>
            <td colspan="6" class="start none">Nothing has come and gone yet.</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    @use '../styles/screen';

    @include screen.table;

    :host {
      display: block;
      overflow-x: auto;
    }

    .what {
      min-inline-size: 14rem;
      overflow-wrap: anywhere;
    }

    .none {
      color: var(--convoy-ink-soft);
    }
  `,
})
export class ConvoyAlertHistory {
  private readonly store = inject(AlertStore);
  private readonly registry = inject(ServiceRegistry);
  private readonly format = inject(ConsoleFormat);

  protected readonly rows = computed(() =>
    this.store
      .history()
      .slice(0, SHOWN)
      .map((alert) => ({
        id: alert.id,
        over: this.format.timeToSecond(alert.resolvedAt ?? alert.since),
        lasted: this.format.duration(lasted(alert, alert.resolvedAt ?? alert.since)),
        severity: SEVERITY_WORDS[alert.severity],
        about: this.registry.serviceEntityMap()[alert.service]?.label ?? alert.service,
        message: alert.message,
        by: alert.acknowledged?.by ?? '',
      })),
  );
}
