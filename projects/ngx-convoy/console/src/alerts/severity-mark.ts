import { Component, input } from '@angular/core';
import type { AlertSeverity } from 'ngx-convoy/monitor';

/**
 * The shape of a severity: a square is critical, a triangle is a warning, a disc is an information, each with its sign.
 *
 * Decoration beside the word, never instead of it: assistive technology does not see it.
 */
@Component({
  selector: 'convoy-severity-mark',
  template: `
    <svg viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      @switch (severity()) {
        @case ('critical') {
          <path d="M1 1h12v12H1z" />
          <path class="sign" d="M7 3.5v4.2M7 10.2v.1" />
        }
        @case ('warning') {
          <path d="M7 .8 13.6 13H.4z" />
          <path class="sign" d="M7 5v3.6M7 10.8v.1" />
        }
        @default {
          <circle cx="7" cy="7" r="6" />
          <path class="sign" d="M7 3.8v.1M7 6.3v4" />
        }
      }
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      inline-size: 0.875rem;
      block-size: 0.875rem;
      color: var(--convoy-unknown);
    }

    :host(.critical) {
      color: var(--convoy-down);
    }

    :host(.warning) {
      color: var(--convoy-degraded);
    }

    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: currentcolor;
    }

    .sign {
      fill: none;
      stroke: var(--convoy-surface);
      stroke-width: 1.6;
      stroke-linecap: round;
    }
  `,
  host: { '[class]': 'severity()' },
})
export class ConvoySeverityMark {
  readonly severity = input.required<AlertSeverity>();
}
