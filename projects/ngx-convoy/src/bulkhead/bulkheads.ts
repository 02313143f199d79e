import { inject, Service } from '@angular/core';
import type { MeteredBulkhead, Upstream } from 'ngx-convoy/core';
import { Queues } from '../queue/queues';
import { Upstreams } from '../registry/upstreams';

/**
 * The bulkheads of all services that have one, by the names of the services: to look at, and to steer while calls run.
 *
 * @usageNotes
 * ```ts
 * protected readonly orders = inject(Bulkheads).of('orders'); // {{ orders()?.inFlight }} of {{ orders()?.limit }}
 * ```
 */
@Service()
export class Bulkheads extends Queues {
  protected override readonly kind = 'bulkhead of a service';
  private readonly upstreams = inject(Upstreams);

  constructor() {
    super();
    for (const upstream of this.upstreams.all()) this.watch(upstream);
    this.upstreams.listen({
      serviceAdded: (_, upstream) => {
        this.watch(upstream);
      },
      serviceRemoved: (name) => {
        this.touch(name);
      },
    });
  }

  protected override names(): readonly string[] {
    return this.upstreams.all().map(({ name }) => name);
  }

  protected override find(service: string): MeteredBulkhead | undefined {
    return this.upstreams.get(service)?.bulkhead;
  }

  private watch({ name, bulkhead }: Upstream): void {
    this.touch(name);
    if (bulkhead === undefined) return;
    bulkhead.moved = () => {
      this.touch(name);
    };
  }
}
