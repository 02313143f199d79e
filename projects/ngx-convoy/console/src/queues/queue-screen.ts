import { Component, effect, inject, untracked } from '@angular/core';
import { Bulkheads, OriginQueues } from 'ngx-convoy';
import { Heartbeat } from '../shell/heartbeat';
import { ConvoyQueueTable } from './queue-table';

/** Where calls wait: in front of services that have a bulkhead, and of origins to which the browser opens few connections. */
@Component({
  selector: 'convoy-queue-screen',
  imports: [ConvoyQueueTable],
  template: `
    <div class="layout">
      <div class="main">
        <div class="tools"><h1>Queues</h1></div>
        <section aria-labelledby="convoy-bulkheads">
          <h2 id="convoy-bulkheads">Bulkheads of services</h2>
          <convoy-queue-table
            [queues]="bulkheads"
            kind="Service"
            none="No service has a bulkhead."
          />
        </section>
        <section aria-labelledby="convoy-origins">
          <h2 id="convoy-origins">Limits per origin</h2>
          <convoy-queue-table
            [queues]="origins"
            kind="Origin"
            none="Nothing was sent to an origin yet, or origins have no limits."
          />
        </section>
      </div>
    </div>
  `,
  styleUrl: './queue-screen.scss',
})
export class ConvoyQueueScreen {
  protected readonly bulkheads = inject(Bulkheads);
  protected readonly origins = inject(OriginQueues);

  constructor() {
    const heartbeat = inject(Heartbeat);
    // Waiting goes on while nothing moves.
    effect(() => {
      heartbeat.now();
      untracked(() => {
        this.bulkheads.refresh();
        this.origins.refresh();
      });
    });
  }
}
