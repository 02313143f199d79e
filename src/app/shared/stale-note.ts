import { Component, computed, inject, input } from '@angular/core';
import { ConvoyFreshness, Freshness } from 'ngx-convoy/degradation';

/** A service and what its data is called on the page. */
export interface StalePart {
  readonly service: string;
  readonly label: string;
}

/** Says of which data on the page it is not live, and how old it is. Nothing while all is live. */
@Component({
  selector: 'app-stale-note',
  imports: [ConvoyFreshness],
  template: `
    @for (part of stale(); track part.service) {
      <span class="part">
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <circle cx="8" cy="8" r="6.5" />
          <path d="M8 4.5V8l2.5 2" />
        </svg>
        {{ part.label }} <convoy-freshness [service]="part.service" />
      </span>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
    }

    .part {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      padding: 2px 10px;
      border-radius: 12px;
      background: var(--yellow-wash);
      color: var(--ink);
      font-size: var(--step--1);
    }

    svg {
      fill: none;
      stroke: var(--yellow);
      stroke-width: 1.5;
      stroke-linecap: round;
    }
  `,
})
export class StaleNote {
  readonly of = input.required<readonly StalePart[]>();

  private readonly freshness = inject(Freshness);
  protected readonly stale = computed(() =>
    this.of().filter(({ service }) => {
      const source = this.freshness.served(service)().provenance?.source;
      // A write that waits says nothing about what is shown.
      return source !== undefined && source !== 'live' && source !== 'queued';
    }),
  );
}
