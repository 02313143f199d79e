import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { Upstreams } from 'ngx-convoy';
import { watchPicks, type PickExplanation, type PickWatch } from 'ngx-convoy/core';
import { ConsoleFormat } from '../format/console-format';
import { Heartbeat } from '../shell/heartbeat';

/** Picks that are listed. */
const LISTED = 10;

/**
 * Why the last calls of a service went where they went: who was compared by which numbers, and who was left out.
 *
 * Picks are explained only while somebody watches, so the list begins empty.
 */
@Component({
  selector: 'convoy-pick-list',
  templateUrl: './pick-list.html',
  styleUrl: './pick-list.scss',
})
export class ConvoyPickList {
  /** Name of the service. */
  readonly service = input.required<string>();

  private readonly upstreams = inject(Upstreams);
  private readonly heartbeat = inject(Heartbeat);
  private readonly watch = signal<PickWatch | undefined>(undefined);
  protected readonly format = inject(ConsoleFormat);

  protected readonly picks = computed(() => {
    this.heartbeat.now();
    return this.watch()?.picks.slice(0, LISTED) ?? [];
  });

  constructor() {
    effect((onCleanup) => {
      const upstream = this.upstreams.get(this.service());
      const watch = upstream && watchPicks(upstream.instances);
      this.watch.set(watch);
      onCleanup(() => {
        watch?.stop();
      });
    });
  }

  /** What held for the pick as a whole, in words. */
  protected circumstances({ panic, zone, key, priorityLoads }: PickExplanation): string {
    const words = [
      panic ? 'health was ignored, too few are fit' : '',
      zone === undefined ? '' : `zone ${zone}`,
      key === undefined ? '' : `sticks by ${key}`,
      priorityLoads.length > 1
        ? `priorities take ${priorityLoads.map((load) => `${load} %`).join(', ')}`
        : '',
    ];
    return words.filter(Boolean).join('; ');
  }
}
