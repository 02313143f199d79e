/**
 * Lets through what a developer must see of `ng serve`: errors, warnings, and that they are gone.
 *
 * A problem starts at a line with ✘ or ▲ and ends where the next build's summary begins.
 */
export class CompilerTalk {
  private inProblem = false;
  private broken = false;

  /** The line as it should be shown; `undefined` when it is noise. */
  hear(line: string): string | undefined {
    if (/^\s*[✘▲]/.test(line)) {
      this.inProblem = true;
      this.broken ||= line.includes('✘');
      return line;
    }
    const summary = /^Application bundle generation (complete|failed)/.exec(line);
    if (summary === null) return this.inProblem ? line : undefined;

    this.inProblem = false;
    const mended = this.broken && summary[1] === 'complete';
    if (mended) this.broken = false;
    return mended ? 'The app compiles again.' : undefined;
  }
}
