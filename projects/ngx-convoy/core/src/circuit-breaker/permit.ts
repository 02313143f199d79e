/**
 * Leave to make one call. Exactly one of `succeed`, `fail` and `release` counts; whatever comes later is ignored.
 *
 * A permit belongs to the generation of the breaker that gave it: when the breaker has moved since, the result
 * changes nothing, so that a late answer can neither open, nor close, nor use up a trial.
 */
export interface Permit {
  readonly permitted: true;
  /** Whether this call decides about closing the breaker. */
  readonly trial: boolean;
  /** For trials: called when one hangs and loses its permit, so that whoever runs it can abort it. */
  onReclaim?: (() => void) | undefined;
  /**
   * The call went well.
   *
   * @param durationMs milliseconds that it took, for the slow-call rule
   * @param now epoch milliseconds, when the caller has just read the clock
   */
  succeed(durationMs: number, now?: number): void;
  /**
   * The service failed. What is no failure of the service (an abort, being offline, our own refusals) is `release`d.
   *
   * @param retryAfterMs the server's `Retry-After` in milliseconds: makes the break longer, never shorter
   */
  fail(error: unknown, durationMs: number, retryAfterMs?: number, now?: number): void;
  /** The call says nothing about the service: it was aborted or never sent. Counts nowhere, gives a trial back. */
  release(): void;
}

/** Who gives permits and takes results. */
export interface PermitOwner {
  settle(
    permit: CallPermit,
    isFailure: boolean,
    durationMs: number,
    retryAfterMs: number | undefined,
    now: number | undefined,
  ): void;
  giveBack(permit: CallPermit): void;
}

/** The generation of a permit that was used, or whose result interests nobody. */
export const SPENT = -1;

/** All that the hot path allocates, and so nothing but what it needs. */
export class CallPermit implements Permit {
  /** Set by whoever runs a trial. */
  declare onReclaim?: (() => void) | undefined;

  readonly #owner: PermitOwner;

  /** @param generation of the owner, until the permit is {@link SPENT} */
  constructor(
    owner: PermitOwner,
    public generation: number,
  ) {
    this.#owner = owner;
  }

  // Getters, because a field would make every permit bigger.
  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- see above
  get permitted(): true {
    return true;
  }

  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- see above
  get trial(): boolean {
    return false;
  }

  succeed(durationMs: number, now?: number): void {
    this.#owner.settle(this, false, durationMs, undefined, now);
  }

  fail(_error: unknown, durationMs: number, retryAfterMs?: number, now?: number): void {
    this.#owner.settle(this, true, durationMs, retryAfterMs, now);
  }

  release(): void {
    this.#owner.giveBack(this);
  }
}

/** The permit of a trial. */
export class TrialPermit extends CallPermit {
  override get trial(): boolean {
    return true;
  }
}
