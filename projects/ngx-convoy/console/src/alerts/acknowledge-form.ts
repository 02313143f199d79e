import {
  afterNextRender,
  Component,
  type ElementRef,
  input,
  output,
  viewChild,
} from '@angular/core';

/** Who takes note of an alert, and what they say about it. */
export interface AcknowledgeOrder {
  readonly by: string;
  readonly note: string;
  /** Milliseconds for which it holds; `undefined`: until the alert is over. */
  readonly lasts: number | undefined;
}

const HOUR = 3_600_000;

/** For how long people look after something. */
const PERIODS: readonly { readonly words: string; readonly ms: number | undefined }[] = [
  { words: 'Until it is over', ms: undefined },
  { words: '1 hour', ms: HOUR },
  { words: '4 hours', ms: 4 * HOUR },
  { words: '24 hours', ms: 24 * HOUR },
];

/** Asks for a name and a note. */
@Component({
  selector: 'convoy-acknowledge-form',
  template: `
    <form
      (submit)="submit($event, by.value, note.value, period.selectedIndex)"
      (keydown.escape)="cancel($event)"
    >
      <label>
        <span>Your name</span>
        <input
          #by
          type="text"
          required
          pattern=".*\\S.*"
          maxlength="80"
          autocomplete="name"
          [value]="name()"
        />
      </label>
      <label>
        <span>Note</span>
        <input #note type="text" required pattern=".*\\S.*" maxlength="400" autocomplete="off" />
      </label>

      <label>
        <span>Holds</span>
        <select #period>
          @for (period of periods; track period.words) {
            <option>{{ period.words }}</option>
          }
        </select>
      </label>
      <div>
        <button type="submit" class="primary">Acknowledge</button>
        <button type="button" (click)="cancelled.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    @use '../styles/controls';

    form {
      display: grid;
      grid-template-columns: minmax(7rem, 1fr) minmax(10rem, 3fr) auto auto;
      gap: 0.5rem;
      align-items: end;
    }

    label {
      display: grid;
      gap: 0.25rem;
      min-inline-size: 0;
    }

    span {
      @include controls.legend;
    }

    :is(input, select) {
      @include controls.field;

      min-inline-size: 0;
    }

    div {
      display: flex;
      gap: 0.375rem;
    }

    button {
      @include controls.button;

      min-block-size: 1.75rem;
    }

    .primary {
      @include controls.primary-button;
    }

    @container overview (inline-size < 46rem) {
      form {
        grid-template-columns: 1fr;
      }
    }

    @container panel (inline-size < 46rem) {
      form {
        grid-template-columns: 1fr;
      }
    }
  `,
})
export class ConvoyAcknowledgeForm {
  /** Name to begin with. */
  readonly name = input('');
  readonly acknowledge = output<AcknowledgeOrder>();
  readonly cancelled = output();
  protected readonly periods = PERIODS;

  private readonly by = viewChild.required<ElementRef<HTMLInputElement>>('by');
  private readonly note = viewChild.required<ElementRef<HTMLInputElement>>('note');

  constructor() {
    afterNextRender(() => {
      const first = this.name() === '' ? this.by() : this.note();
      first.nativeElement.focus();
    });
  }

  protected submit(event: Event, by: string, note: string, period: number): void {
    event.preventDefault();
    this.acknowledge.emit({ by: by.trim(), note: note.trim(), lasts: PERIODS[period]?.ms });
  }

  /** Escape is for the form first, not for the panel around it. */
  protected cancel(event: Event): void {
    event.stopPropagation();
    this.cancelled.emit();
  }
}
