import { signal, type Signal } from '@angular/core';
import { fullJitter, type Cancel } from 'ngx-convoy/core';
import {
  RegistrationRefusedError,
  type EndpointRegistrar,
  type EndpointRegistration,
  type EndpointSourceRuntime,
} from './endpoint-source';

/**
 * How an announcement stands.
 *
 * - `announcing`: the registry has not taken it yet
 * - `held`: it has, and it is renewed in time
 * - `lost`: it could not be renewed in time, so the registry has forgotten it by now; it is announced again and again
 * - `refused`: the registry has said no, see the lease's `problem`; it is asked again every half a minute, because a right
 *   may be granted meanwhile
 * - `withdrawn`: over
 */
export type LeaseState = 'announcing' | 'held' | 'lost' | 'refused' | 'withdrawn';

/** An instance that was announced, for as long as it is to be. */
export interface Lease {
  readonly registration: EndpointRegistration;
  readonly state: Signal<LeaseState>;
  /** What went wrong last, in words; `undefined` while all is well. */
  readonly problem: Signal<string | undefined>;
  /** Takes it back. Resolves when the registry knows, or cannot be told. */
  withdraw(): Promise<void>;
}

const BACKOFF = { base: 1_000, max: 30_000 };

/** Keeps an instance announced: renews three times within its time to live, and announces again what was forgotten. */
export class KeptLease implements Lease {
  readonly state;
  readonly problem;

  private readonly current = signal<LeaseState>('announcing');
  private readonly lastProblem = signal<string | undefined>(undefined);
  private readonly abort = new AbortController();
  private cancelNext: Cancel | undefined;
  private failures = 0;
  /** Epoch milliseconds at which the registry forgets it. */
  private heldUntil = -Infinity;

  constructor(
    readonly registration: EndpointRegistration,
    private readonly registrar: EndpointRegistrar,
    private readonly runtime: EndpointSourceRuntime,
  ) {
    this.state = this.current.asReadonly();
    this.problem = this.lastProblem.asReadonly();
    void this.step();
  }

  async withdraw(): Promise<void> {
    if (this.current() === 'withdrawn') return;
    const wasKnown = this.heldUntil > this.runtime.clock.now();
    this.current.set('withdrawn');
    this.abort.abort();
    this.cancelNext?.();
    if (!wasKnown) return;
    try {
      await this.registrar.withdraw(this.registration, this.runtime);
    } catch (error) {
      // Its time to live is over soon.
      this.lastProblem.set(inWords(error));
    }
  }

  private async step(): Promise<void> {
    const { clock, random } = this.runtime;
    const { ttl } = this.registration;
    const askedAt = clock.now();
    const problem = await this.keep();
    if (this.abort.signal.aborted) return;
    this.lastProblem.set(problem?.message);
    let wait: number;
    if (problem === undefined) {
      this.failures = 0;
      // The registry's time began somewhere between question and answer.
      this.heldUntil = askedAt + ttl;
      this.current.set('held');
      wait = (ttl / 3) * (0.9 + 0.2 * random());
    } else {
      this.failures += 1;
      if (problem.isFinal) this.current.set('refused');
      else if (this.current() === 'held' && clock.now() >= this.heldUntil) this.current.set('lost');
      wait = problem.isFinal
        ? BACKOFF.max * (0.9 + 0.2 * random())
        : Math.min(ttl / 3, BACKOFF.base / 2 + fullJitter(this.failures, BACKOFF, random));
    }
    this.cancelNext = clock.schedule(clock.now() + wait, () => {
      void this.step();
    });
  }

  private async keep(): Promise<Problem | undefined> {
    const { registrar, registration, runtime } = this;
    const limit = new AbortController();
    const stop = (): void => {
      limit.abort();
    };
    this.abort.signal.addEventListener('abort', stop);
    const cancelLimit = runtime.clock.schedule(runtime.clock.now() + registration.ttl / 2, stop);
    try {
      const isKnown =
        this.heldUntil > runtime.clock.now() &&
        (await registrar.renew(registration, runtime, limit.signal));
      if (!isKnown) await registrar.announce(registration, runtime, limit.signal);
      return undefined;
    } catch (error) {
      const message = limit.signal.aborted ? 'does not answer in time' : inWords(error);
      return { message, isFinal: error instanceof RegistrationRefusedError };
    } finally {
      cancelLimit();
      this.abort.signal.removeEventListener('abort', stop);
    }
  }
}

/** What went wrong, in words, and whether trying again soon is no use. */
interface Problem {
  readonly message: string;
  readonly isFinal: boolean;
}

function inWords(error: unknown): string {
  if (error instanceof TypeError) return 'cannot be reached';
  return error instanceof Error ? error.message : String(error);
}
