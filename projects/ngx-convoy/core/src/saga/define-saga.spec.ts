import { ConfigurationError } from '../errors';
import { defineSaga } from './define-saga';
import type { SagaDefinition } from './saga-definition';

describe('defineSaga', () => {
  const nothing = { run: () => undefined };

  it('knows the types of input, outputs, signals and result', () => {
    const saga = defineSaga<{ readonly amount: number }>('typed', { version: 3 })
      .step('first', {
        run: ({ input }) => Promise.resolve({ id: input.amount }),
        compensate: (_, output) => output?.id.toFixed(),
      })
      .parallel(
        (branch) => branch.step('left', { run: ({ outputs }) => outputs.first.id }),
        (branch) => branch.step('right', { run: () => 'text' }),
      )
      .waitFor('approval', { parse: (value) => String(value) })
      .pivot('pay', { run: ({ outputs }) => outputs.left + outputs.right.length })
      .build(({ input, outputs }) => ({
        sum: outputs.pay + input.amount,
        by: outputs.approval.toUpperCase(),
      }));
    const typed: SagaDefinition<
      { readonly amount: number },
      { readonly sum: number; readonly by: string }
    > = saga;
    // @ts-expect-error a result of another type
    const wrong: SagaDefinition<{ readonly amount: number }, number> = saga;
    expect(typed.version).toBe(3);
    expect(wrong.shape).toEqual(['first', 'left', 'right', 'approval', 'pay']);
  });

  it('has no second pivot, and none in a branch', () => {
    const builder = defineSaga('once', { version: 1 }).pivot('pay', nothing);
    // @ts-expect-error the saga is past its pivot
    expect(() => builder.pivot('again', nothing).build()).toThrowError(/one pivot at most/);
    const paying = builder.build();
    const child = defineSaga('parent', { version: 1 }).child('c', paying, () => undefined);
    expect(() => child.pivot('too', nothing).build()).toThrowError(/c\/pay, too/);
  });

  for (const [title, build] of [
    ['a name with a slash', () => defineSaga('a/b', { version: 1 })],
    ['a version that is no whole number', () => defineSaga('a', { version: 1.5 })],
    ['a step without a name', () => defineSaga('a', { version: 1 }).step('', nothing)],
    [
      'two steps of one name',
      () => defineSaga('a', { version: 1 }).step('x', nothing).step('x', nothing).build(),
    ],
    [
      'no attempt at all',
      () => defineSaga('a', { version: 1 }).step('x', { ...nothing, retry: { attempts: 0 } }),
    ],
    [
      'a longest wait below the first',
      () => defineSaga('a', { version: 1 }).step('x', { ...nothing, retry: { base: 9, max: 1 } }),
    ],
    [
      'a timeout of nothing',
      () => defineSaga('a', { version: 1 }).step('x', { ...nothing, timeout: 0 }),
    ],
    ['a negative sleep', () => defineSaga('a', { version: 1 }).sleep('x', -1)],
  ] as const) {
    it(`refuses ${title}`, () => {
      expect(build).toThrowError(ConfigurationError);
    });
  }
});
