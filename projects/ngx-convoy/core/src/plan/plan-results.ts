import type { Settled, TaskPolicy } from './failure-policy';
import type { Plan } from './plan';
import type { Runnable } from './runnable';
import type { PlanTask } from './task';

/** Tasks and plans by name; what the tasks need is among them. */
export type Steps = Readonly<Record<string, UntypedTask | Plan<unknown>>>;

/** Tasks and plans by name that need nothing. */
export type FreeSteps = StepsAfter<unknown>;

/** Tasks and plans by name that may need what is in `A`. */
export type StepsAfter<A> = Readonly<
  Record<string, PlanTask<unknown, A, string, TaskPolicy | undefined> | Plan<unknown>>
>;

/** What comes of one step, as those see it who need it. `F`: the plan's default policy. */
export type ResultOf<S, F> =
  S extends Runnable<infer R>
    ? [PolicyOf<S, F>, OwnPolicy<S>] extends ['settle', undefined]
      ? Settled<R>
      : R
    : never;

/** What comes of each step, as those see it who need it. */
export type ResultsOf<B, F> = { readonly [K in keyof B]: ResultOf<B[K], F> };

/**
 * The names of the steps whose result may be missing although the plan did not fail: those that may be skipped, and
 * those that need one of them and have nothing to put in its place.
 *
 * @typeParam M those known to be
 */
export type MissingOf<B, F, M = never> = [Spread<B, F, M>] extends [M]
  ? M
  : MissingOf<B, F, M | Spread<B, F, M>>;

/** What comes of a plan in the end: what may be missing is optional. */
export type Outcome<A, M> = Flat<
  { readonly [K in Exclude<keyof A, M>]: A[K] } & { readonly [K in Extract<keyof A, M>]?: A[K] }
>;

/** A plan whose result is what comes of its steps by name. */
export type PlanOf<B, F> = Plan<
  Outcome<ResultsOf<B, F>, MissingOf<B, F>>,
  Outcome<ResultsOf<B, F>, MissingOf<B, F>>
>;

/** Whether what tasks take is what the tasks of that name give. Shows the type that would fit where it is not. */
export type Fitting<B, F> = {
  [K in keyof B]: B[K] extends PlanTask<infer R, infer D, infer N, infer P>
    ? ResultsOf<B, F> extends D
      ? B[K]
      : PlanTask<R, Pick<ResultsOf<B, F>, N & keyof B>, keyof B & string, P>
    : B[K];
};

/** One object type instead of an intersection, for those who read it in an editor. */
export type Flat<T> = { [K in keyof T]: T[K] };

/** As little of a task as a plan must know: had it more, the compiler would infer from here what tasks take. */
interface UntypedTask extends Runnable<unknown> {
  readonly kind: 'task';
  readonly needs: readonly string[];
  readonly onFailure: TaskPolicy | undefined;
}

type OwnPolicy<S> = S extends { readonly onFailure: infer P } ? P : undefined;

type PolicyOf<S, F> = OwnPolicy<S> extends infer P extends TaskPolicy ? P : F;

type NeedsOf<S> = S extends { readonly needs: readonly (infer N)[] } ? N : never;

type Spread<B, F, M> = {
  [K in keyof B]: PolicyOf<B[K], F> extends 'skip-dependents'
    ? K
    : PolicyOf<B[K], F> extends 'fail-fast'
      ? [Extract<NeedsOf<B[K]>, M>] extends [never]
        ? never
        : K
      : never;
}[keyof B];
