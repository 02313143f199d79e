import { computed, Service } from '@angular/core';
import { remembered } from './remembered';

/** Who looks at the pages. Customers, owners of accounts and readers are the same people with the same ids. */
@Service()
export class CurrentPerson {
  private readonly stored = remembered('harbour.person', '3', (text): text is string =>
    /^[1-9]\d*$/.test(text),
  );

  readonly id = computed(() => Number(this.stored()));

  become(id: number): void {
    this.stored.set(String(id));
  }
}
