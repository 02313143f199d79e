import { changedLines } from './changed-lines.ts';

describe('the changed lines of a report', () => {
  it('are what went and what came, wherever it stands', () => {
    expect(changedLines('a\nb\nc\nd', 'x\na\nc\ny\nd')).toBe('  - b\n  + x\n  + y');
  });

  it('are none for the same', () => {
    expect(changedLines('a\nb', 'a\nb')).toBe('');
  });

  it('are cut when they are many', () => {
    expect(changedLines('', 'a\nb\nc\nd', 2)).toBe('  + a\n  + b\n  ... 2 more');
  });
});
