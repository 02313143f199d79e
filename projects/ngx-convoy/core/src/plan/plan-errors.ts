import { inWords } from '../dev-mode';
import { ConvoyError } from '../errors';

/** One thing that is wrong with a plan. `path`: the names that it is about, in their order. */
export interface PlanProblem {
  readonly kind:
    'cycle' | 'unknown-dependency' | 'duplicate-name' | 'unknown-service' | 'no-services';
  readonly path: readonly string[];
}

/** A plan that cannot be run, and all that is wrong with it: `a -> b -> a`, a name that nobody has, a service that nobody knows. */
export class InvalidPlanError extends ConvoyError {
  override get name(): string {
    return 'InvalidPlanError';
  }

  constructor(
    readonly plan: string,
    readonly problems: readonly PlanProblem[],
  ) {
    super(
      'invalid-plan',
      inWords(() => `The plan '${plan}' cannot be run: ${problems.map(inFull).join('; ')}.`) ??
        `invalid-plan: ${plan}: ${problems.map(({ kind, path }) => `${kind} ${path.join(' -> ')}`).join('; ')}`,
    );
  }
}

/** A task has failed without which its plan is worth nothing. What had ended well until then is in `results`. */
export class PlanFailedError extends ConvoyError {
  override get name(): string {
    return 'PlanFailedError';
  }

  /**
   * @param task name of the task that failed; `cause` is what it failed with
   * @param errors of all tasks that have failed, by name
   * @param results of all tasks that have one, by name
   */
  constructor(
    readonly plan: string,
    readonly task: string,
    cause: unknown,
    readonly errors: ReadonlyMap<string, unknown>,
    readonly results: ReadonlyMap<string, unknown>,
  ) {
    super(
      'plan-failed',
      inWords(() => `The plan '${plan}' failed at '${task}': ${wordsOf(cause)}`),
      {
        cause,
      },
    );
  }
}

/** Nobody in a race came to a good end. Like `AggregateError`, with names. */
export class RaceFailedError extends ConvoyError {
  override get name(): string {
    return 'RaceFailedError';
  }
  /** In the order of the plan. */
  readonly errors: readonly unknown[];

  /** @param errorOf what each failed with, by name */
  constructor(
    readonly plan: string,
    readonly errorOf: ReadonlyMap<string, unknown>,
  ) {
    super(
      'race-failed',
      inWords(() => {
        const each = [...errorOf].map(([name, error]) => `${name}: ${wordsOf(error)}`);
        return `Nobody in the race '${plan}' came to a good end: ${each.join('; ')}`;
      }),
    );
    this.errors = [...errorOf.values()];
  }
}

/** Somebody has called a plan off. */
export class PlanCancelledError extends ConvoyError {
  override get name(): string {
    return 'PlanCancelledError';
  }

  constructor(readonly plan: string) {
    super(
      'plan-cancelled',
      inWords(() => `The plan '${plan}' was cancelled.`),
    );
  }
}

/** A task took longer than its `timeout`; it was aborted. */
export class TaskTimeoutError extends ConvoyError {
  override get name(): string {
    return 'TaskTimeoutError';
  }

  /** @param timeout milliseconds */
  constructor(
    readonly task: string,
    readonly timeout: number,
  ) {
    super(
      'task-timeout',
      inWords(() => `The task '${task}' did not end within ${timeout} ms.`),
    );
  }
}

/** A plan ran out of its `deadline` while this task had not ended. */
export class PlanDeadlineError extends ConvoyError {
  override get name(): string {
    return 'PlanDeadlineError';
  }

  /** @param deadline milliseconds */
  constructor(
    readonly plan: string,
    readonly deadline: number,
  ) {
    super(
      'deadline-exceeded',
      inWords(() => `The plan '${plan}' did not end within its deadline of ${deadline} ms.`),
    );
  }
}

/** What an error says; `HttpErrorResponse` is no `Error`, but has a message. */
export function wordsOf(error: unknown): string {
  const hasMessage =
    typeof error === 'object' &&
    error !== null &&
    'message' in error &&
    typeof error.message === 'string';
  return hasMessage ? String(error.message) : String(error);
}

function inFull({ kind, path }: PlanProblem): string {
  const [first = '', second = ''] = path;
  switch (kind) {
    case 'cycle':
      return `${path.join(' -> ')} is a cycle`;
    case 'unknown-dependency':
      return `'${first}' needs '${second}', which is not in it`;
    case 'duplicate-name':
      return `'${first}' is in it twice`;
    case 'unknown-service':
      return `'${first}' asks the service '${second}', which nobody knows`;
    case 'no-services':
      return `'${first}' asks the service '${second}', but nothing here can call services`;
  }
}
