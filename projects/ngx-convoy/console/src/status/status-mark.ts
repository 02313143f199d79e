import { Component, input } from '@angular/core';
import type { ServiceStatus } from 'ngx-convoy/core';

/**
 * The shape of a state: a disc is up, a triangle is degraded, a square with a cross is down, a ring is not heard of.
 *
 * Decoration beside the word, never instead of it: assistive technology does not see it.
 */
@Component({
  selector: 'convoy-status-mark',
  template: `
    <svg viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      @switch (status()) {
        @case ('up') {
          <circle cx="6" cy="6" r="4.5" />
        }
        @case ('degraded') {
          <path d="M6 .8 11.6 11H.4z" />
        }
        @case ('down') {
          <path d="M.8.8h10.4v10.4H.8z" />
          <path class="cross" d="m3.6 3.6 4.8 4.8m0-4.8-4.8 4.8" />
        }
        @default {
          <circle class="ring" cx="6" cy="6" r="4" />
        }
      }
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      inline-size: 0.75rem;
      block-size: 0.75rem;
      color: var(--convoy-unknown);
    }

    :host(.up) {
      color: var(--convoy-up);
    }

    :host(.degraded) {
      color: var(--convoy-degraded);
    }

    :host(.down) {
      color: var(--convoy-down);
    }

    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: currentcolor;
    }

    .cross {
      fill: none;
      stroke: var(--convoy-surface);
      stroke-width: 1.4;
      stroke-linecap: round;
    }

    .ring {
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.6;
    }
  `,
  host: { '[class]': 'status()' },
})
export class ConvoyStatusMark {
  readonly status = input.required<ServiceStatus>();
}
