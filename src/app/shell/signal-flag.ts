import { Component, input } from '@angular/core';

/** Letters of the international code of signals that we fly. */
export type FlagLetter = 'H' | 'S' | 'B' | 'M' | 'C';

/** A signal flag as ships fly it: the first letter of what it stands for. Decoration; the name stands beside it. */
@Component({
  selector: 'app-signal-flag',
  template: `
    <svg viewBox="0 0 24 20" aria-hidden="true">
      @switch (letter()) {
        @case ('H') {
          <path class="white" d="M1 1h11v18H1z" />
          <path class="red" d="M12 1h11v18H12z" />
        }
        @case ('S') {
          <path class="white" d="M1 1h22v18H1z" />
          <path class="blue" d="M8 6.5h8v7H8z" />
        }
        @case ('B') {
          <path class="red" d="M1 1h22l-6 9 6 9H1z" />
        }
        @case ('M') {
          <path class="blue" d="M1 1h22v18H1z" />
          <path class="saltire" d="M1 1l22 18M23 1L1 19" />
        }
        @case ('C') {
          <path class="blue" d="M1 1h22v18H1z" />
          <path class="white" d="M1 4.6h22v10.8H1z" />
          <path class="red" d="M1 8.2h22v3.6H1z" />
        }
      }
      <path class="edge" [attr.d]="letter() === 'B' ? 'M1 1h22l-6 9 6 9H1z' : 'M1 1h22v18H1z'" />
    </svg>
  `,
  styles: `
    :host {
      display: block;
      inline-size: 24px;
      block-size: 20px;
      flex: none;
    }

    .white {
      fill: #fff;
    }

    .red {
      fill: #d3392b;
    }

    .blue {
      fill: #1f57a4;
    }

    .saltire {
      stroke: #fff;
      stroke-width: 4.5;
    }

    .edge {
      fill: none;
      stroke: light-dark(#13232f, #e8eef2);
      stroke-width: 1.5;
    }
  `,
})
export class SignalFlag {
  readonly letter = input.required<FlagLetter>();
}
