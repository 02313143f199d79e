import { Component, input, output } from '@angular/core';
import type { HoldOptions } from 'ngx-convoy/degradation';

const MINUTE = 60_000;

/** For how long something may be set by hand, in milliseconds. */
const DURATIONS = [
  { ms: 5 * MINUTE, words: '5 minutes' },
  { ms: 15 * MINUTE, words: '15 minutes' },
  { ms: 60 * MINUTE, words: 'an hour' },
  { ms: 240 * MINUTE, words: '4 hours' },
] as const;

/** Asks who sets something by hand, why and for how long. What is set stands in the form's content. */
@Component({
  selector: 'convoy-hold-form',
  template: `
    <form (submit)="submit($event, by.value, reason.value, duration.value)">
      <ng-content />
      <label>
        <span>Your name</span>
        <input #by type="text" required pattern=".*\\S.*" maxlength="80" autocomplete="name" />
      </label>
      <label>
        <span>Reason</span>
        <input #reason type="text" maxlength="200" autocomplete="off" />
      </label>
      <label>
        <span>For</span>
        <select #duration>
          @for (choice of durations; track choice.ms) {
            <option [value]="choice.ms" [selected]="choice.ms === 900_000">
              {{ choice.words }}
            </option>
          }
        </select>
      </label>
      <button type="submit">{{ action() }}</button>
    </form>
  `,
  styles: `
    @use '../styles/controls';

    form {
      display: flex;
      flex-wrap: wrap;
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

    input,
    select {
      @include controls.field;

      min-inline-size: 0;
    }

    button {
      @include controls.button;
      @include controls.primary-button;

      min-block-size: 1.75rem;
    }
  `,
})
export class ConvoyHoldForm {
  /** What its button says. */
  readonly action = input.required<string>();
  readonly held = output<HoldOptions>();

  protected readonly durations = DURATIONS;

  protected submit(event: Event, by: string, reason: string, duration: string): void {
    event.preventDefault();
    this.held.emit({ by: by.trim(), reason: reason.trim(), duration: Number(duration) });
  }
}
