import { fromCache, fromService, fromStatic } from './fallback';

describe('fallbacks', () => {
  const wrong: readonly [() => unknown, RegExp][] = [
    [() => fromCache({ maxAge: 0 }), /^maxAge must be a number greater than 0, but is 0\.$/],
    [() => fromService('no name'), /^service must be a name without blanks/],
    [() => fromStatic(() => 1), /^value must be plain data that can be copied/],
    [() => fromStatic([], { path: 'top' }), /^path must be a path that begins with '\/'/],
  ];
  for (const [make, message] of wrong) {
    it(`are refused when nothing can come of them: ${message.source}`, () => {
      expect(make).toThrowError(message);
    });
  }

  it('do not change with the value that they were made from', () => {
    const value = [1];
    const fallback = fromStatic(value);
    value.push(2);
    expect(fallback.value).toEqual([1]);
  });
});
