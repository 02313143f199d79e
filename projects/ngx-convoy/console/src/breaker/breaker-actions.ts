import { Component, computed, inject, input } from '@angular/core';
import { CircuitBreakers } from 'ngx-convoy';
import { CONSOLE_READONLY } from '../console-readonly';
import type { ServiceView } from '../fleet/service-view';

const BY_HAND = 'by hand in the console';

/**
 * What an operator can do with a breaker. Opening it stops every call of the service, so it asks for a reason first;
 * resetting it only lets calls through again.
 *
 * Renders nothing when the console only shows.
 */
@Component({
  selector: 'convoy-breaker-actions',
  template: `
    @if (!isReadonly) {
      @if (canReset()) {
        <button
          type="button"
          [attr.aria-label]="'Reset the breaker of ' + service().label"
          (click)="reset()"
        >
          Reset
        </button>
      }
      @if (canForceOpen()) {
        <button
          type="button"
          [attr.aria-label]="'Force open the breaker of ' + service().label"
          (click)="dialog.showModal()"
        >
          Force open
        </button>
      }
      <dialog #dialog [attr.aria-label]="'Force open the breaker of ' + service().label">
        <form method="dialog" (submit)="forceOpen(reason.value)">
          <h2>Force open: {{ service().label }}</h2>
          <p>Every call of it is refused until somebody resets the breaker.</p>
          <label>
            <span>Reason, for those who wonder</span>
            <input
              #reason
              type="text"
              required
              maxlength="200"
              autocomplete="off"
              [value]="byHand"
            />
          </label>
          <div>
            <button type="button" (click)="dialog.close()">Cancel</button>
            <button type="submit" class="primary">Force open</button>
          </div>
        </form>
      </dialog>
    }
  `,
  styleUrl: './breaker-actions.scss',
  host: { '[class.compact]': 'compact()' },
})
export class ConvoyBreakerActions {
  readonly service = input.required<ServiceView>();
  /** Offers one action only, the one that is most likely wanted. */
  readonly compact = input(false);

  private readonly breakers = inject(CircuitBreakers);
  protected readonly isReadonly = inject(CONSOLE_READONLY);
  protected readonly byHand = BY_HAND;
  protected readonly canReset = computed(() => this.service().circuit.state !== 'closed');
  protected readonly canForceOpen = computed(() => {
    const { state } = this.service().circuit;
    return state !== 'forced-open' && (!this.compact() || state === 'closed');
  });

  protected forceOpen(reason: string): void {
    this.breakers.forceOpen(this.service().name, reason.trim() || BY_HAND);
  }

  protected reset(): void {
    this.breakers.reset(this.service().name, `reset ${BY_HAND}`);
  }
}
