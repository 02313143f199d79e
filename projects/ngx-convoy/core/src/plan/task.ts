import { headStart, type Priority } from '../queue/priority';
import { requireNumber } from '../options';
import type { TaskPolicy } from './failure-policy';
import type { PlanSignal } from './plan-signal';
import type { Plan } from './plan';
import type { Runnable } from './runnable';
import type { ServiceTask } from './service';

/** How a task is run. Every field is optional. */
export interface PlanTaskOptions {
  /** Milliseconds, > 0, from its start; then it is aborted and has failed. Default: as long as the plan may take. */
  readonly timeout?: number | undefined;
  /**
   * Who goes first when not all can. What a task needs is at least as urgent as the task. Default `normal`.
   * A number is a head start in milliseconds: the greater, the earlier.
   */
  readonly priority?: Priority | undefined;
  /** The service that it will ask, when only its function knows what: the plan can then be checked before it runs. */
  readonly service?: string | undefined;
}

/** What a task's function is told beside the results that it needs. */
export interface PlanTaskContext {
  readonly name: string;
  /** Aborted when the task is given up. Reading it is what costs an `AbortController`. */
  readonly signal: PlanSignal;
  /** Epoch milliseconds at which it will be given up; `Infinity` when nothing limits it. */
  readonly deadlineAt: number;
}

/** What a task's function may answer with: a result, or a service to ask or a plan to run for it. */
export type Answer<R> = R | ServiceTask<R> | Plan<R> | PromiseLike<R | ServiceTask<R> | Plan<R>>;

/**
 * One step of a plan, as data.
 *
 * `R`: its result, as those who need it see it. `D`: results by name, among them those that it needs. `N`: their names.
 * `P`: what its failure means.
 */
export interface PlanTask<
  out R,
  in D = unknown,
  out N extends string = never,
  out P extends TaskPolicy | undefined = undefined,
> extends Runnable<R> {
  readonly kind: 'task';
  /** Names of the tasks whose results it needs. */
  readonly needs: readonly N[];
  readonly run: (results: D, context: PlanTaskContext) => unknown;
  /** `undefined`: what its plan says. */
  readonly onFailure: P;
  /** Stands in for the result when `onFailure` is `value`. */
  readonly value: unknown;
  /** Milliseconds; `undefined` without a limit of its own. */
  readonly timeout: number | undefined;
  /** Head start in milliseconds. */
  readonly priority: number;
  readonly service: string | undefined;
}

/**
 * A step of a plan: a function, and the results of other steps that it needs.
 *
 * The types of those results come from the layer of the plan before; within one layer they are written down, and checked.
 *
 * @usageNotes
 * ```ts
 * dag({ user: task(({ signal }) => loadUser(signal)) })
 *   .and({ orders: task(['user'], ({ user }, { signal }) => loadOrders(user.id, signal)) });
 * ```
 * @throws ConfigurationError when an option is out of its range
 */
export function task<R>(
  run: (context: PlanTaskContext) => Answer<R>,
  options?: PlanTaskOptions,
): PlanTask<R>;
/**
 * A step that needs results of the layers before; the compiler knows their types.
 *
 * @param needs names of the steps whose results it needs
 */
export function task<D, const N extends keyof D & string, R>(
  needs: readonly N[],
  run: (results: Pick<NoInfer<D>, N>, context: PlanTaskContext) => Answer<R>,
  options?: PlanTaskOptions,
): PlanTask<R, D, N>;
/**
 * A step that needs results of its own layer: its function says what it takes, and the compiler checks it.
 *
 * @param needs names of the steps whose results it needs
 */
export function task<const N extends string, D extends Readonly<Record<N, unknown>>, R>(
  needs: readonly N[],
  run: (results: D, context: PlanTaskContext) => Answer<R>,
  options?: PlanTaskOptions,
): PlanTask<R, D, N>;
export function task(
  first: readonly string[] | ((context: PlanTaskContext) => unknown),
  second?: PlanTaskOptions | ((results: never, context: PlanTaskContext) => unknown),
  third?: PlanTaskOptions,
): PlanTask<unknown, never, string> {
  if (typeof first === 'function') {
    const options = typeof second === 'function' ? undefined : second;
    return createTask([], (_results, context) => first(context), options);
  }
  if (typeof second !== 'function') throw new TypeError('A task needs a function to run.');
  return createTask(first, second, third);
}

/** @throws ConfigurationError when an option is out of its range */
export function createTask<D>(
  needs: readonly string[],
  run: (results: D, context: PlanTaskContext) => unknown,
  { timeout, priority, service }: PlanTaskOptions = {},
): PlanTask<unknown, D, string> {
  if (timeout !== undefined) requireNumber('timeout', timeout, { exclusiveMin: 0 });
  return {
    kind: 'task',
    needs,
    run,
    onFailure: undefined,
    value: undefined,
    timeout,
    priority: headStart(priority ?? 'normal'),
    service,
  };
}
