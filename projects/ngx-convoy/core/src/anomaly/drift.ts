const FAST = 0.3;
const SLOW = 0.03;

/**
 * Two averages of the same values of which one follows soon and one late: where they part, something is on its way that no
 * single value shows.
 */
export class Drift {
  private fast = NaN;
  private slow = NaN;

  /** @param learns whether the late one follows too: what is wrong just now is not to become the usual */
  observe(value: number, learns: boolean): void {
    this.fast = Number.isNaN(this.fast) ? value : this.fast + FAST * (value - this.fast);
    if (Number.isNaN(this.slow)) this.slow = value;
    else if (learns) this.slow += SLOW * (value - this.slow);
  }

  /** The average that follows soon. */
  get level(): number {
    return this.fast;
  }

  /** The average that follows late. */
  get usual(): number {
    return this.slow;
  }

  /** The first by the second; 1 while nothing is known. */
  get ratio(): number {
    return this.slow > 0 ? this.fast / this.slow : 1;
  }
}
