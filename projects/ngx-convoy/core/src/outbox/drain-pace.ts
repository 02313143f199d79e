/**
 * How fast a queue is drained: one a second at first and after each failure, one more a second with each success, up to
 * `rate`. A service that has just come back does not get all writes of all its users at once.
 *
 * @see Google SRE book, ch. 21 and 22, on recovering services
 */
export class DrainPace {
  private perSecond: number;
  private nextAt = -Infinity;

  /** @param rate a second at most, > 0 */
  constructor(private readonly rate: number) {
    this.perSecond = Math.min(1, rate);
  }

  /** Epoch milliseconds at which the next may go. */
  readyAt(now: number): number {
    // A clock that was set back makes nobody wait for longer than the slowest pace does.
    return this.nextAt - now > 1_000 / Math.min(1, this.rate) ? now : this.nextAt;
  }

  /** One goes. */
  began(now: number): void {
    this.nextAt = now + 1_000 / this.perSecond;
  }

  succeeded(): void {
    this.perSecond = Math.min(this.rate, this.perSecond + 1);
  }

  failed(): void {
    this.perSecond = Math.min(1, this.rate);
  }
}
