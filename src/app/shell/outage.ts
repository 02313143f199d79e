import { computed, inject, Service } from '@angular/core';
import { Degradation } from 'ngx-convoy/degradation';

/** Whether anything is left of Harbour. */
@Service()
export class Outage {
  private readonly degradation = inject(Degradation);

  /** The network that is gone is the user's own. */
  readonly isOffline = computed(() =>
    this.degradation.reduced().some(({ cause }) => cause === 'offline'),
  );
  /** Nothing is as it should be, or can be reached. */
  readonly isTotal = computed(() => this.isOffline() || this.degradation.working().length === 0);
}
