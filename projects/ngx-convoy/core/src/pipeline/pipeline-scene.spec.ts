import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import { DeadlineTimer } from '../timeout/deadline-timer';
import type { AbortSignalLike } from './abort-signal';
import { pipeline } from './pipeline';
import type { Policy } from './policy';

export class FakeSignal implements AbortSignalLike {
  aborted = false;
  reason: unknown;
  readonly listeners = new Set<() => void>();
  addEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.add(listener);
  }
  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners.delete(listener);
  }
}

export class FakeController {
  readonly signal = new FakeSignal();
  abort(reason: unknown = new Error('aborted')): void {
    this.signal.aborted = true;
    this.signal.reason = reason;
    for (const listener of this.signal.listeners) listener();
  }
}

/** A function whose every call the spec settles by hand. */
export class Script {
  readonly attempts: {
    readonly signal: () => FakeSignal;
    readonly deadlineAt: number;
    readonly resolve: (value: string) => void;
    readonly reject: (error: unknown) => void;
  }[] = [];

  readonly fn = (attempt: { readonly signal: FakeSignal; readonly deadlineAt: number }) =>
    new Promise<string>((resolve, reject) => {
      const signal = (): FakeSignal => attempt.signal;
      this.attempts.push({ signal, deadlineAt: attempt.deadlineAt, resolve, reject });
    });

  at(index: number) {
    const attempt = this.attempts.at(index);
    if (attempt === undefined) throw new Error(`there was no attempt ${index}`);
    return attempt;
  }
}

export function setUp<const P extends readonly Policy[]>(...policies: P) {
  const clock = new ManualClock();
  let controllers = 0;
  const runtime = {
    clock,
    random: seededRandom(5),
    deadlines: new DeadlineTimer(clock),
    abortController: () => {
      controllers += 1;
      return new FakeController();
    },
  };
  const careful = pipeline<FakeSignal, P>(runtime, ...policies);
  return { clock, careful, script: new Script(), controllers: () => controllers };
}

/** Lets everything run on that waits for promises already settled. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

export const down = new Error('down');
