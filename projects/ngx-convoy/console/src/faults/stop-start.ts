import { Component, input, output } from '@angular/core';

/** One button that stops what is up and starts what is down; it says by name what. */
@Component({
  selector: 'convoy-stop-start',
  template: `
    @if (isUp()) {
      <button
        type="button"
        [disabled]="disabled()"
        [attr.aria-label]="'Stop ' + name()"
        (click)="stop.emit()"
      >
        Stop
      </button>
    } @else {
      <button
        type="button"
        [disabled]="disabled()"
        [attr.aria-label]="'Start ' + name()"
        (click)="start.emit()"
      >
        Start
      </button>
    }
  `,
  styleUrl: './stop-start.scss',
})
export class ConvoyStopStart {
  readonly name = input.required<string>();
  readonly isUp = input.required<boolean>();
  readonly disabled = input.required<boolean>();

  readonly stop = output();
  readonly start = output();
}
