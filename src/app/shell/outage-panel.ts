import { DatePipe } from '@angular/common';
import { httpResource } from '@angular/common/http';
import { Component, inject, linkedSignal } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { AskAgain } from '../shared/ask-again';
import { Outage } from './outage';

/** What customers can do without us. */
interface Help {
  readonly name: string;
  readonly text: string;
  /** Empty when calling does not help. */
  readonly phone: string;
}

/**
 * What is left when nothing can be reached: what to expect, whom to call, and another try. Its texts come from a file of the app
 * itself, which the service worker keeps.
 */
@Component({
  selector: 'app-outage-panel',
  imports: [DatePipe],
  templateUrl: './outage-panel.html',
  styleUrl: './outage-panel.scss',
})
export class OutagePanel {
  private readonly askAgain = inject(AskAgain);
  private readonly clock = inject(CLOCK);
  protected readonly outage = inject(Outage);

  protected readonly help = httpResource<readonly Help[]>(
    () => (this.outage.isTotal() ? '/outage/help.json' : undefined),
    { defaultValue: [] },
  );
  /** Epoch milliseconds of the last try by hand in this outage. */
  protected readonly triedAt = linkedSignal<boolean, number | undefined>({
    source: this.outage.isTotal,
    computation: () => undefined,
  });

  protected retry(): void {
    this.askAgain.now();
    this.triedAt.set(this.clock.now());
  }
}
