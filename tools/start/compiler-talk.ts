/**
 * Lets through what a developer must see of `ng serve`: errors, warnings, and that they are gone.
 *
 * A problem starts at a line with ✘ or ▲; its other lines are indented, and the next line that is not ends it.
 */
export class CompilerTalk {
  private inProblem = false;
  private broken = false;

  /** The line as it should be shown; `undefined` when it is noise. */
  hear(line: string): string | undefined {
    if (/^[✘▲]/.test(line)) {
      this.inProblem = true;
      this.broken ||= line.startsWith('✘');
      return line;
    }
    this.inProblem &&= /^(\s|$)/.test(line);
    if (this.inProblem) return line;

    const mended = this.broken && line.startsWith('Application bundle generation complete');
    if (mended) this.broken = false;
    return mended ? 'The app compiles again.' : undefined;
  }
}
