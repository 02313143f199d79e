import type { Cancel } from '../clock';
import { SteadyTime } from '../steady-time';
import type { SagaRuntime } from './saga-runtime';
import type { SagaWait } from './saga-step-state';

/** What an execution waits for between two turns: a time, the network, or anything that calls `wake`. */
export class SagaWaits {
  private readonly steady = new SteadyTime();
  /** Steady times at which waits end, by the wait's place in the journal. */
  private readonly deadlines = new Map<number, number>();
  private nextWake = Infinity;
  private needsNetwork = false;
  private isAwake = false;
  private resolve: (() => void) | undefined;

  constructor(private readonly runtime: Pick<SagaRuntime, 'clock' | 'network'>) {}

  /** A new turn: what it waits for is not known yet. */
  begin(): void {
    this.nextWake = Infinity;
    this.needsNetwork = false;
  }

  /** Whether a wait is over; else notes when to look again. A clock that is set back makes it begin anew at worst. */
  isDue({ until, duration, seq }: SagaWait): boolean {
    const now = this.runtime.clock.now();
    const steadyNow = this.steady.at(now);
    let deadline = this.deadlines.get(seq);
    if (deadline === undefined) {
      deadline = steadyNow + Math.min(Math.max(until - now, 0), duration);
      this.deadlines.set(seq, deadline);
    }
    if (steadyNow >= deadline) return true;
    this.nextWake = Math.min(this.nextWake, this.steady.toEpoch(deadline));
    return false;
  }

  /** Whether the network is there; else notes to look again when it is. */
  isOnline(): boolean {
    const isOnline = this.runtime.network.isOnline();
    if (!isOnline) this.needsNetwork = true;
    return isOnline;
  }

  /** Ends the rest, or keeps the next one from beginning. */
  wake(): void {
    this.isAwake = true;
    this.resolve?.();
  }

  async rest(): Promise<void> {
    if (!this.isAwake) await this.sleep();
    this.isAwake = false;
  }

  private async sleep(): Promise<void> {
    const { clock, network } = this.runtime;
    const cancels: Cancel[] = [];
    await new Promise<void>((resolve) => {
      this.resolve = resolve;
      if (this.nextWake < Infinity) cancels.push(clock.schedule(this.nextWake, resolve));
      if (this.needsNetwork) cancels.push(network.whenOnline(resolve));
    });
    this.resolve = undefined;
    for (const cancel of cancels) cancel();
  }
}
