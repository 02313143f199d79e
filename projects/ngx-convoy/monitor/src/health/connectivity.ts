import { computed, inject, Service, signal, type Signal } from '@angular/core';
import { Page } from '../page';

/** Why nothing that fails now is a service's fault. */
export interface SelfOffline {
  /** In words: `the browser has no network`. */
  readonly reason: string;
  /** Epoch milliseconds since which it is so, as far as is known. */
  readonly since: number;
}

/**
 * Whether it is the user's network that fails, and not the services.
 *
 * @usageNotes
 * ```ts
 * private readonly connectivity = inject(Connectivity);
 * // {{ connectivity.selfOffline() ? 'You are offline.' : health()?.reason }}
 * ```
 */
@Service()
export class Connectivity {
  private readonly page = inject(Page);
  private readonly found = signal<SelfOffline | undefined>(undefined);

  /** What was found out by asking; the browser's own word comes on top of it. */
  readonly finding = this.found.asReadonly();

  /** It is the user's network, not the services: nothing that fails meanwhile says anything about them. */
  readonly selfOffline: Signal<boolean> = computed(
    () => !this.page.online() || this.found() !== undefined,
  );

  /** In words; empty while there is a network. */
  readonly reason: Signal<string> = computed(() =>
    this.page.online() ? (this.found()?.reason ?? '') : 'the browser has no network',
  );

  /** Called by whoever finds it out; `undefined` when the network is back. */
  report(finding: SelfOffline | undefined): void {
    this.found.set(finding);
  }
}
