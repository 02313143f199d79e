import { Component, computed, input } from '@angular/core';
import type { CircuitState } from 'ngx-convoy/core';

/**
 * A circuit as a wiring diagram draws it: a switch between two contacts, its lever down, up or half-way.
 *
 * Decoration beside the word, never instead of it: assistive technology does not see it.
 */
@Component({
  selector: 'convoy-circuit-glyph',
  template: `
    <svg viewBox="0 0 28 18" aria-hidden="true" focusable="false">
      <path class="wire" d="M0 9h7M21 9h7" />
      <path class="lever" [class.dashed]="isBypassed()" [attr.d]="lever()" />
      <circle cx="8" cy="9" r="1.9" />
      <circle class="contact" cx="20" cy="9" r="1.9" />
      @if (state() === 'forced-open') {
        <path class="lock" d="M10 13h8v3.5h-8z" />
      }
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      inline-size: 1.75rem;
      block-size: 1.125rem;
      color: var(--convoy-up);
    }

    :host(.open),
    :host(.forced-open) {
      color: var(--convoy-down);
    }

    :host(.half-open) {
      color: var(--convoy-degraded);
    }

    :host(.disabled),
    :host(.metrics-only) {
      color: var(--convoy-unknown);
    }

    :host-context([dir='rtl']) svg {
      transform: scaleX(-1);
    }

    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: currentcolor;
      overflow: visible;
    }

    .wire,
    .lever {
      fill: none;
      stroke: currentcolor;
      stroke-width: 1.5;
      stroke-linecap: round;
    }

    .dashed {
      stroke-dasharray: 2.2 2.4;
    }

    .contact {
      fill: var(--convoy-surface);
      stroke: currentcolor;
      stroke-width: 1.3;
    }
  `,
  host: { '[class]': 'state()' },
})
export class ConvoyCircuitGlyph {
  readonly state = input.required<CircuitState>();

  /** The breaker stands beside the wire: calls pass whatever happens. */
  protected readonly isBypassed = computed(
    () => this.state() === 'disabled' || this.state() === 'metrics-only',
  );

  protected readonly lever = computed(() => {
    switch (this.state()) {
      case 'open':
      case 'forced-open':
        return 'M8 9 17.5 1.2';
      case 'half-open':
        return 'M8 9 19 5';
      default:
        return 'M8 9h12';
    }
  });
}
