import { inject, Service } from '@angular/core';
import type { MeteredBulkhead } from 'ngx-convoy/core';
import { OriginLimits } from './origin-limits';
import { Queues } from './queues';

/**
 * The queues of attempts in front of origins, by names such as `https://api.example.com`: to look at, and to steer while calls
 * run. An origin is there from the first attempt at one of its instances on.
 *
 * A limit that is set here holds, whatever protocol the origin turns out to speak.
 *
 * @usageNotes
 * ```ts
 * protected readonly origins = inject(OriginQueues).all;
 * // @for (origin of origins(); track origin.name) { {{ origin.name }}: {{ origin.inFlight }} of {{ origin.limit }} }
 * ```
 */
@Service()
export class OriginQueues extends Queues {
  protected override readonly kind = 'origin';
  private readonly limits = inject(OriginLimits);

  constructor() {
    super();
    this.limits.moved = (origin) => {
      this.touch(origin);
    };
  }

  override resize(name: string, limit: number): void {
    super.resize(name, limit);
    this.limits.fix(name);
  }

  protected override names(): readonly string[] {
    return this.limits.origins?.names ?? [];
  }

  protected override find(name: string): MeteredBulkhead | undefined {
    return this.limits.origins?.get(name);
  }
}
