import { setTimeout as delay } from 'node:timers/promises';
import type { FlappingFault } from '../faults/fault.ts';
import type { ActiveFault, FaultSet } from '../faults/fault-set.ts';
import type { Listener } from '../http/listener.ts';
import { Problem } from '../http/problem.ts';

/** Milliseconds until a port that somebody else took meanwhile is tried again. */
const retryAfter = 500;

/** Closes and opens a listener as its faults demand, one move after the other. */
export class Availability {
  private readonly listener: Listener;
  private readonly faults: FaultSet;
  private readonly changed: (up: boolean) => void;

  private flapping: ActiveFault<FlappingFault> | undefined;
  private flappedDown = false;
  private stopped = false;
  private moves = Promise.resolve();
  private failure: Error | undefined;
  private retry: NodeJS.Timeout | undefined;

  /** `changed` is told of every opening and closing. */
  constructor(listener: Listener, faults: FaultSet, changed: (up: boolean) => void) {
    this.listener = listener;
    this.faults = faults;
    this.changed = changed;
  }

  /** To be called when the faults have changed. */
  follow(): void {
    const flapping = this.faults.get('flapping');
    if (flapping !== this.flapping) {
      this.flapping = flapping;
      this.flappedDown = false;
      if (flapping !== undefined) void this.flap(flapping);
    }
    this.move();
  }

  async settled(): Promise<void> {
    await this.moves;
    if (this.failure !== undefined) {
      throw new Problem(503, 'cannot-reopen', 'Cannot open again', this.failure.message);
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.retry);
    this.faults.clear();
    await this.moves;
  }

  private get wanted(): boolean {
    return !this.stopped && this.faults.get('down') === undefined && !this.flappedDown;
  }

  private async flap({ fault, ended }: ActiveFault<FlappingFault>): Promise<void> {
    try {
      for (;;) {
        this.flappedDown = true;
        this.move();
        await delay(fault.downMs, undefined, { signal: ended });
        this.flappedDown = false;
        this.move();
        await delay(fault.upMs, undefined, { signal: ended });
      }
    } catch {
      // The fault has ended; `follow` has been told and left the listener as it shall be.
    }
  }

  private move(): void {
    this.moves = this.moves.then(async () => {
      const before = this.listener.isOpen;
      try {
        await (this.wanted ? this.listener.open() : this.listener.close());
        this.failure = undefined;
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
        clearTimeout(this.retry);
        this.retry = setTimeout(() => this.move(), retryAfter);
      }
      if (this.listener.isOpen !== before) this.changed(this.listener.isOpen);
    });
  }
}
