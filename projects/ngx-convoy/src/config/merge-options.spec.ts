import { mergeOptions } from './merge-options';

interface Options {
  readonly timeout?: number | undefined;
  readonly retry?: { readonly attempts?: number; readonly base?: number } | undefined;
  readonly hedge?: boolean | { readonly delay: number } | undefined;
  readonly zones?: readonly string[];
}

describe('mergeOptions', () => {
  const before: Options = { timeout: 5, retry: { attempts: 2, base: 100 }, hedge: { delay: 5 } };
  const rows: readonly {
    readonly title: string;
    readonly over: Options;
    readonly after: Options;
  }[] = [
    { title: 'keeps what is left out', over: {}, after: before },
    { title: 'keeps what is undefined', over: { timeout: undefined }, after: before },
    { title: 'takes a value', over: { timeout: 7 }, after: { ...before, timeout: 7 } },
    {
      title: 'adds an object to an object',
      over: { retry: { attempts: 0 } },
      after: { ...before, retry: { attempts: 0, base: 100 } },
    },
    {
      title: 'takes a value for an object',
      over: { hedge: false },
      after: { ...before, hedge: false },
    },
    {
      title: 'takes a list as a whole',
      over: { zones: ['a'] },
      after: { ...before, zones: ['a'] },
    },
  ];
  for (const { title, over, after } of rows) {
    it(title, () => {
      expect(mergeOptions(before, over)).toEqual(after);
    });
  }
});
