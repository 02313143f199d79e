import { CompilerTalk } from './compiler-talk.ts';

const failed = 'Application bundle generation failed. [1.598 seconds]';
const complete = [
  'Initial chunk files | Names',
  'main.js | 12 kB',
  '',
  '      | Initial total | 2 kB',
  'Application bundle generation complete. [1.2 seconds]',
];
const rebuilding = '❯ Changes detected. Rebuilding...';

describe('what ng serve says', () => {
  it('is kept down while all is well', () => {
    expect(shown('❯ Building...', ...complete, '', 'Watch mode enabled.', '  ➜  Local:')).toEqual(
      [],
    );
  });

  it('is shown from an error to its end', () => {
    const error = ['✘ [ERROR] TS2304: no name', '', '    src/main.ts:3:0:', '      3 │ foo', ''];
    expect(shown(rebuilding, failed, '', ...error, rebuilding)).toEqual(error);
  });

  it('says once when the error is gone', () => {
    expect(shown(failed, '✘ [ERROR] a', rebuilding, ...complete, rebuilding, ...complete)).toEqual([
      '✘ [ERROR] a',
      'The app compiles again.',
    ]);
  });

  it('does not call a warning broken', () => {
    expect(shown('▲ [WARNING] a', ...complete)).toEqual(['▲ [WARNING] a']);
  });
});

function shown(...lines: readonly string[]): readonly string[] {
  const talk = new CompilerTalk();
  return lines.map((line) => talk.hear(line)).filter((line) => line !== undefined);
}
