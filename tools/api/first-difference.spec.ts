import { firstDifference } from './first-difference.ts';

describe('the first difference', () => {
  it('is what lies between the common beginning and the common end', () => {
    expect(firstDifference('a\nb\nc\nd', 'a\nx\ny\nd')).toBe('  - b\n  - c\n  + x\n  + y');
  });

  it('is only what came', () => {
    expect(firstDifference('a\nb', 'a\nnew\nb')).toBe('  + new');
  });

  it('is nothing for the same', () => {
    expect(firstDifference('a\nb', 'a\nb')).toBe('');
  });

  it('is cut when it is long', () => {
    expect(firstDifference('', 'a\nb\nc\nd', 2)).toContain('+ ... 2 more');
  });
});
