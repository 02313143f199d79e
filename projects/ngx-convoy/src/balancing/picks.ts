import { DestroyRef, inject, Service, type Signal } from '@angular/core';
import { watchPicks, type PickExplanation } from 'ngx-convoy/core';
import type { ResolvedService } from '../config/resolve-service';
import { Frames } from '../platform/frames';
import { Upstreams } from '../registry/upstreams';

/**
 * Why calls went where they went: the last picks of a service with the numbers that decided them, for people to look at.
 *
 * Nothing is kept, or computed, while nobody watches.
 *
 * @usageNotes
 * ```ts
 * protected readonly picks = inject(Picks).watch('orders');
 * // {{ picks()[0].picked }} because it was {{ picks()[0].because }}
 * ```
 */
@Service()
export class Picks {
  private readonly upstreams = inject(Upstreams);
  private readonly frames = inject(Frames);

  /**
   * The last fifty picks since watching began, the latest first; as fresh as the last frame.
   *
   * @param until ends the watch. Default: whatever is being created, such as the component whose field this is
   */
  watch(
    service: string,
    until: DestroyRef = inject(DestroyRef),
  ): Signal<readonly PickExplanation[]> {
    const frame = this.frames.signal(() => watch?.picks ?? []);
    const onPick = (): void => {
      frame.touch();
    };
    const begin = (): ReturnType<typeof watchPicks> | undefined => {
      const upstream = this.upstreams.get(service);
      return upstream && watchPicks(upstream.instances, onPick);
    };
    let watch = begin();
    const again = ({ name }: ResolvedService): void => {
      if (name !== service) return;
      watch?.stop();
      watch = begin();
      frame.touch();
    };
    // With other options, the choice is made by somebody else.
    const stopListening = this.upstreams.listen({ serviceAdded: again, serviceChanged: again });
    until.onDestroy(() => {
      watch?.stop();
      stopListening();
    });
    return frame.value;
  }
}
