/**
 * Time that only goes forward, read off a clock that may be set back.
 *
 * It starts with the first reading. A clock that is set back neither adds nor takes time: what was two seconds away
 * stays two seconds away.
 */
export class SteadyTime {
  private seen: number | undefined = undefined;
  private offset = 0;

  /** Milliseconds since the first reading, >= 0. @param now epoch milliseconds */
  at(now: number): number {
    if (this.seen === undefined) this.offset = -now;
    else if (now < this.seen) this.offset += this.seen - now;
    this.seen = now;
    return now + this.offset;
  }

  /** The latest reading; 0 before the first. */
  get latest(): number {
    return this.seen === undefined ? 0 : this.seen + this.offset;
  }

  /** Epoch milliseconds at which, by the clock as it stands, it will be `steady`. */
  toEpoch(steady: number): number {
    return steady - this.offset;
  }
}
