import { CompilerTalk } from './compiler-talk.ts';

describe('what ng serve says', () => {
  it('is kept down while all is well', () => {
    expect(
      shown('Initial chunk files | Names', 'main.js | 12 kB', '', 'Watch mode enabled.'),
    ).toEqual([]);
    expect(shown('Application bundle generation complete. [1.2 seconds]')).toEqual([]);
  });

  it('is shown from an error to its end', () => {
    const error = ['✘ [ERROR] TS2304: no name', '', '    src/main.ts:3:0:', '      3 │ foo'];
    const noise = ['Application bundle generation failed. [1 seconds]', '', 'Watch mode enabled.'];
    expect(shown(...error, ...noise)).toEqual(error);
  });

  it('says once when the error is gone', () => {
    const complete = 'Application bundle generation complete. [1.2 seconds]';
    const failed = 'Application bundle generation failed. [1 seconds]';
    expect(shown('✘ [ERROR] a', failed, complete, complete)).toEqual([
      '✘ [ERROR] a',
      'The app compiles again.',
    ]);
  });

  it('does not call a warning broken', () => {
    const complete = 'Application bundle generation complete. [1.2 seconds]';
    expect(shown('▲ [WARNING] a', complete)).toEqual(['▲ [WARNING] a']);
  });
});

function shown(...lines: readonly string[]): readonly string[] {
  const talk = new CompilerTalk();
  return lines.map((line) => talk.hear(line)).filter((line) => line !== undefined);
}
