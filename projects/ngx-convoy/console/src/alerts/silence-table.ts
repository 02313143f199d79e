import { Component, computed, inject } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { printMatcher, type Silence } from 'ngx-convoy/core';
import { AlertStore } from 'ngx-convoy/monitor';
import { CONSOLE_READONLY } from '../console-readonly';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';

/** Milliseconds before its end from which on a silence is said to end soon. */
const SOON = 5 * 60_000;
const HOUR = 3_600_000;

/** Silences that hold or have ended lately; how many alerts each keeps quiet, and for how long still. */
@Component({
  selector: 'convoy-silence-table',
  template: `
    <table aria-label="Silences">
      <thead>
        <tr>
          <th scope="col" class="start">What</th>
          <th scope="col" class="start">By</th>
          <th scope="col" class="start">Why</th>
          <th scope="col">Keeps quiet</th>
          <th scope="col">Ends</th>
          @if (!isReadonly) {
            <th scope="col" class="start"><span class="hidden">Actions</span></th>
          }
        </tr>
      </thead>
      <tbody>
        @for (row of rows(); track row.silence.id) {
          <tr [class.ended]="!row.holds">
            <th scope="row" class="start matchers">{{ row.matchers }}</th>
            <td class="start">{{ row.silence.by }}</td>
            <td class="start">{{ row.silence.comment }}</td>
            <td class="number">{{ row.quiet }}</td>
            <td class="number" [class.soon]="row.isSoon">{{ row.end }}</td>
            @if (!isReadonly) {
              <td class="start actions">
                @if (row.holds) {
                  <button
                    type="button"
                    [attr.aria-label]="'An hour more: ' + row.matchers"
                    (click)="extend(row.silence)"
                  >
                    An hour more
                  </button>
                  <button
                    type="button"
                    [attr.aria-label]="'End: ' + row.matchers"
                    (click)="end(row.silence)"
                  >
                    End
                  </button>
                }
              </td>
            }
          </tr>
        } @empty {
          <tr>
            <td [attr.colspan]="isReadonly ? 5 : 6" class="start none">Nothing is silenced.</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    @use '../styles/controls';
    @use '../styles/screen';

    @include screen.table;

    :host {
      display: block;
      overflow-x: auto;
    }

    .matchers {
      font-family: var(--convoy-mono);
      font-size: 0.75rem;
    }

    .ended,
    .none {
      color: var(--convoy-ink-soft);
    }

    .soon {
      color: var(--convoy-degraded);
    }

    .actions {
      white-space: nowrap;
    }

    button {
      @include controls.button;

      margin-inline-end: 0.25rem;
    }

    .hidden {
      @include controls.visually-hidden;
    }
  `,
})
export class ConvoySilenceTable {
  private readonly store = inject(AlertStore);
  private readonly heartbeat = inject(Heartbeat);
  private readonly clock = inject(CLOCK);
  private readonly format = inject(ConsoleFormat);
  protected readonly isReadonly = inject(CONSOLE_READONLY);

  protected readonly rows = computed(() => {
    const now = Math.max(this.heartbeat.now(), this.clock.now());
    const standings = this.store.standings();
    return [...this.store.silences()]
      .sort((a, b) => b.endsAt - a.endsAt)
      .map((silence) => {
        const left = silence.endsAt - now;
        const quiet = standings.filter(({ silencedBy }) => silencedBy.includes(silence.id)).length;
        return {
          silence,
          matchers: silence.matchers.map(printMatcher).join(', '),
          holds: left > 0,
          isSoon: left > 0 && left < SOON,
          quiet: this.format.count(quiet),
          end:
            left > 0
              ? `in ${this.format.countdown(left)}`
              : `ended ${this.format.time(silence.endsAt)}`,
        };
      });
  });

  protected extend({ id, endsAt }: Silence): void {
    this.store.extendSilence(id, endsAt + HOUR);
  }

  protected end({ id }: Silence): void {
    this.store.endSilence(id);
  }
}
