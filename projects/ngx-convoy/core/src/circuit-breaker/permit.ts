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
  /** Called when a hung trial loses its permit, so that whoever runs it can abort it. */
  onReclaim: (() => void) | undefined;
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
    failed: boolean,
    durationMs: number,
    retryAfterMs: number | undefined,
    now: number | undefined,
  ): void;
  giveBack(permit: CallPermit): void;
}

/** The one shape of permit there is: the hot path allocates nothing else. */
export class CallPermit implements Permit {
  readonly permitted = true;
  onReclaim: (() => void) | undefined = undefined;
  private pending = true;

  constructor(
    private readonly owner: PermitOwner,
    readonly generation: number,
    readonly trial: boolean,
  ) {}

  succeed(durationMs: number, now?: number): void {
    if (!this.pending) return;
    this.pending = false;
    this.owner.settle(this, false, durationMs, undefined, now);
  }

  fail(_error: unknown, durationMs: number, retryAfterMs?: number, now?: number): void {
    if (!this.pending) return;
    this.pending = false;
    this.owner.settle(this, true, durationMs, retryAfterMs, now);
  }

  release(): void {
    if (!this.pending) return;
    this.pending = false;
    if (this.trial) this.owner.giveBack(this);
  }

  /** Takes the permit away from a hung trial. */
  reclaim(): void {
    this.pending = false;
    this.onReclaim?.();
  }
}
