import { setMaxListeners } from 'node:events';
import { seededRandom } from '../random.ts';
import type { Random } from '../random.ts';
import type { Fault, FaultType, RequestFault } from './fault.ts';
import { TokenBucket } from './token-bucket.ts';

/** One fault in force. */
export interface ActiveFault<F extends Fault = Fault> {
  readonly fault: F;
  /** Epoch milliseconds; `undefined` until somebody ends it. */
  readonly endsAt: number | undefined;
  readonly random: Random;
  /** What a rate limit counts with. */
  readonly bucket: TokenBucket;
  /** Aborts when the fault is cleared, replaced or over. */
  readonly ended: AbortSignal;
}

interface Entry extends ActiveFault {
  end(): void;
}

/** The faults of one instance, at most one of each type. */
export class FaultSet {
  private readonly entries = new Map<FaultType, Entry>();
  private readonly name: string;
  private readonly changed: () => void;

  /** `name` seeds the draws of faults without a seed of their own; `changed` is told of every change, by hand or by time. */
  constructor(name: string, changed: () => void) {
    this.name = name;
    this.changed = changed;
  }

  get active(): readonly ActiveFault[] {
    return [...this.entries.values()];
  }

  get<T extends FaultType>(type: T): ActiveFault<Extract<Fault, { type: T }>> | undefined {
    return this.entries.get(type) as ActiveFault<Extract<Fault, { type: T }>> | undefined;
  }

  /** Adds faults, in place of those of the same type. */
  add(faults: readonly Fault[]): void {
    for (const fault of faults) {
      this.entries.get(fault.type)?.end();
      this.entries.set(fault.type, this.start(fault));
    }
    this.changed();
  }

  replace(faults: readonly Fault[]): void {
    this.endAll();
    this.add(faults);
  }

  clear(): void {
    this.endAll();
    this.changed();
  }

  /** Which faults hit a request that arrives now. Draws, so to be asked once a request. */
  draw({ health }: { health: boolean }): ActiveFault<RequestFault>[] {
    return this.active
      .filter(isPerRequest)
      .filter((active) => !(health && active.fault.exceptHealth) && strikes(active));
  }

  /** Whether a fault of one type hits what happens now. Draws. */
  strikes(type: RequestFault['type']): boolean {
    const active = this.get(type);
    return active !== undefined && strikes(active);
  }

  private start(fault: Fault): Entry {
    const ended = new AbortController();
    setMaxListeners(0, ended.signal);
    const timer =
      fault.ttlMs === undefined ? undefined : setTimeout(() => this.expire(fault), fault.ttlMs);
    const seed = 'seed' in fault ? (fault.seed ?? this.name) : this.name;
    return {
      fault,
      endsAt: fault.ttlMs === undefined ? undefined : Date.now() + fault.ttlMs,
      random: seededRandom(`${seed}/${fault.type}`),
      bucket: new TokenBucket(),
      ended: ended.signal,
      end: () => {
        clearTimeout(timer);
        ended.abort();
      },
    };
  }

  private expire(fault: Fault): void {
    this.entries.get(fault.type)?.end();
    this.entries.delete(fault.type);
    this.changed();
  }

  private endAll(): void {
    for (const entry of this.entries.values()) entry.end();
    this.entries.clear();
  }
}

function isPerRequest(active: ActiveFault): active is ActiveFault<RequestFault> {
  return active.fault.type !== 'down' && active.fault.type !== 'flapping';
}

function strikes({ fault, random }: ActiveFault<RequestFault>): boolean {
  return fault.toxicity === 1 || random() < fault.toxicity;
}
