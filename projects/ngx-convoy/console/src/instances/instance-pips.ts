import { Component, input } from '@angular/core';
import type { InstanceRecord } from 'ngx-convoy';
import { isHealthy } from '../fleet/service-view';

/** More would not be countable at a glance; the numbers beside are exact. */
const MOST = 8;

/**
 * One lamp an instance: full is healthy, half is warning, hollow is out.
 *
 * Decoration beside the numbers: assistive technology does not see it.
 */
@Component({
  selector: 'convoy-instance-pips',
  template: `
    @for (instance of instances().slice(0, most); track instance.key) {
      <span [class.out]="!isHealthy(instance)" [class.warn]="instance.health === 'warn'"></span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      gap: 2px;
    }

    span {
      inline-size: 0.3125rem;
      block-size: 0.75rem;
      border: 1px solid var(--convoy-up);
      border-radius: 1px;
      background: var(--convoy-up);
    }

    .warn {
      border-color: var(--convoy-degraded);
      background: linear-gradient(to top, var(--convoy-degraded) 50%, transparent 50%);
    }

    .out {
      border-color: var(--convoy-down);
      background: none;
    }

    @media (forced-colors: active) {
      span,
      .warn,
      .out {
        forced-color-adjust: none;
        border-color: CanvasText;
        background: CanvasText;
      }

      .out {
        background: none;
      }
    }
  `,
  host: { 'aria-hidden': 'true' },
})
export class ConvoyInstancePips {
  readonly instances = input.required<readonly InstanceRecord[]>();

  protected readonly most = MOST;
  protected readonly isHealthy = isHealthy;
}
