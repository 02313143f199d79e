import { computed, inject, type Signal } from '@angular/core';
import type { MeteredBulkhead } from 'ngx-convoy/core';
import { Frames, type FrameSignal } from '../platform/frames';
import { snapshotOf, type QueueSnapshot } from './queue-snapshot';

/**
 * Queues of one kind, each under its name: to look at, and to steer while calls run.
 *
 * Signals have at most one new value a frame, and only while somebody reads them. How long somebody waits changes by time
 * alone as well; whoever shows it for long calls `refresh` on a beat of its own.
 */
export abstract class Queues {
  /** Every queue there is. */
  readonly all: Signal<readonly QueueSnapshot[]>;

  private readonly frames = inject(Frames);
  private readonly whole = this.frames.signal((revision) => revision);
  private readonly watched = new Map<string, FrameSignal<number>>();

  constructor() {
    this.all = computed(() => {
      this.whole.value();
      return this.names().flatMap((name) => this.snapshot(name) ?? []);
    });
  }

  protected abstract names(): readonly string[];
  protected abstract find(name: string): MeteredBulkhead | undefined;
  /** What to call a queue that is not there. */
  protected abstract readonly kind: string;

  /** `undefined` while there is no such queue. */
  of(name: string): Signal<QueueSnapshot | undefined> {
    const beat = this.beatOf(name);
    return computed(() => {
      beat.value();
      return this.snapshot(name);
    });
  }

  /**
   * Lets nobody in until `resume`: what is under way goes on, what comes waits while there is room, and the time that it may
   * wait goes on.
   *
   * @throws Error when there is no such queue
   */
  pause(name: string): void {
    this.get(name).pause();
  }

  /** @throws Error when there is no such queue */
  resume(name: string): void {
    this.get(name).resume();
  }

  /**
   * Changes what may be under way at the same time. What is under way stays; those that wait get the places that were added.
   *
   * @param limit a whole number of 1 or more
   * @throws ConfigurationError when it is not; Error when there is no such queue
   */
  resize(name: string, limit: number): void {
    this.get(name).resize(limit);
  }

  /** Refuses everybody who waits, with a `QueueClearedError`. @throws Error when there is no such queue */
  clear(name: string): void {
    this.get(name).clear();
  }

  /** Lets readers see what time alone has changed. */
  refresh(): void {
    this.whole.touch();
    for (const beat of this.watched.values()) beat.touch();
  }

  /** On the hot path: raises flags. */
  protected touch(name: string): void {
    this.whole.touch();
    this.watched.get(name)?.touch();
  }

  protected get(name: string): MeteredBulkhead {
    const bulkhead = this.find(name);
    if (bulkhead === undefined) throw new Error(`There is no ${this.kind} '${name}'.`);
    return bulkhead;
  }

  private snapshot(name: string): QueueSnapshot | undefined {
    const bulkhead = this.find(name);
    return bulkhead && snapshotOf(name, bulkhead);
  }

  private beatOf(name: string): FrameSignal<number> {
    let beat = this.watched.get(name);
    if (beat === undefined) {
      beat = this.frames.signal((revision) => revision);
      this.watched.set(name, beat);
    }
    return beat;
  }
}
