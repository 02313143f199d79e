import { Component, computed, effect, inject, untracked } from '@angular/core';
import { MetricHistory, SloBoard, type SloStatus } from 'ngx-convoy/monitor';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';

interface Row {
  readonly name: string;
  readonly what: string;
  readonly promised: string;
  readonly attained: string;
  readonly left: string;
  readonly burns: string;
  readonly isSpent: boolean;
  readonly isBurning: boolean;
  readonly exhausted: string;
}

/** What is promised, what is left of each error budget, and how fast it is spent. */
@Component({
  selector: 'convoy-slo-table',
  template: `
    <table aria-label="Objectives">
      <thead>
        <tr>
          <th scope="col" class="start">Objective</th>
          <th scope="col" class="start">Of</th>
          <th scope="col">Promised <small>%</small></th>
          <th scope="col">Attained <small>%</small></th>
          <th scope="col">Budget left <small>%</small></th>
          <th scope="col">Burns <small>× allowed</small></th>
          <th scope="col">Exhausted in</th>
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.name) {
          <tr>
            <th scope="row" class="start">{{ row.name }}</th>
            <td class="start">{{ row.what }}</td>
            <td class="number">{{ row.promised }}</td>
            <td class="number">{{ row.attained }}</td>
            <td class="number" [class.bad]="row.isSpent">{{ row.left }}</td>
            <td class="number" [class.bad]="row.isBurning">{{ row.burns }}</td>
            <td class="number">{{ row.exhausted }}</td>
          </tr>
        } @empty {
          <tr>
            <td colspan="7" class="start none">Nothing is promised.</td>
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

    .bad {
      color: var(--convoy-down);
      font-weight: 600;
    }

    .none {
      color: var(--convoy-ink-soft);
    }
  `,
})
export class ConvoySloTable {
  private readonly board = inject(SloBoard);
  private readonly format = inject(ConsoleFormat);

  protected readonly rows = computed(() => this.board.statuses().map((each) => this.rowOf(each)));

  constructor() {
    const heartbeat = inject(Heartbeat);
    const history = inject(MetricHistory);
    // Windows slide while nothing moves.
    effect(() => {
      heartbeat.now();
      untracked(() => {
        history.refresh();
      });
    });
  }

  private rowOf({ slo, budget, burns }: SloStatus): Row {
    const { attained, left, burnRate, exhaustedIn } = budget;
    const { indicator } = slo;
    const what =
      typeof indicator === 'object'
        ? `answers of ${slo.service} within ${indicator.latency} ms`
        : indicator === 'availability'
          ? `calls of ${slo.service}, answered by somebody`
          : `calls of ${slo.service}, answered by itself`;
    return {
      name: slo.name,
      what,
      promised: this.format.percent(slo.objective),
      attained: this.format.percent(attained),
      left: left < 0 ? `−${this.format.percent(-left)}` : this.format.percent(left),
      burns: this.format.perSecond(burnRate),
      isSpent: left <= 0,
      isBurning: burns.some(({ excess }) => excess > 1),
      exhausted:
        exhaustedIn === undefined
          ? '–'
          : exhaustedIn === 0
            ? 'spent'
            : this.format.duration(exhaustedIn),
    };
  }
}
