import { isThenable } from '../is-thenable';
import { nameOf, type Plan } from './plan';
import { InvalidPlanError } from './plan-errors';
import { PlanGraph } from './plan-graph';
import type { PlanRun, PlanRunOptions } from './plan-run';
import type { PlanRuntime } from './plan-runtime';
import { ServiceTask } from './service';
import { serviceProblem } from './service-problems';
import type { TaskRun } from './task-run';

/** Told how a task that was launched ended; once, unless it was aborted. */
export interface TaskReceiver {
  succeeded(task: TaskRun, value: unknown): void;
  failed(task: TaskRun, error: unknown): void;
  /** It turned out that there is no use in asking. */
  leftOut(task: TaskRun, reason: string): void;
  /** The plan that runs in its place has moved. */
  moved(task: TaskRun): void;
}

/** Runs the functions of tasks, and whatever they answer with in the place of a result. */
export class TaskLauncher {
  constructor(
    private readonly plan: Plan<unknown>,
    private readonly runtime: PlanRuntime,
    private readonly receiver: TaskReceiver,
    private readonly createRun: (plan: Plan<unknown>, options: PlanRunOptions) => PlanRun<unknown>,
  ) {}

  /** @param results by name, among them those that it needs */
  launch(task: TaskRun, results: Readonly<Record<string, unknown>>): void {
    let answer: unknown;
    try {
      // The builders of plans have made sure that these are what it takes.
      answer = task.node.task.run(results as never, task);
    } catch (error) {
      // A function that throws instead of rejecting means the same.
      this.receiver.failed(task, error);
      return;
    }
    this.adopt(task, answer);
  }

  /** Why a task that may be missing should not be tried, in words; `undefined` when it should. */
  whyLeftOut({ node, service }: TaskRun): string | undefined {
    const isNeeded = node.onFailure === 'fail-fast' || this.plan.strategy === 'race';
    if (isNeeded || service === undefined) return undefined;
    const reason = this.runtime.services?.unavailable(service);
    return reason === undefined ? undefined : `left out: ${reason}`;
  }

  private adopt(task: TaskRun, answer: unknown): void {
    if (isThenable(answer)) {
      // Also when nobody waits any more: a rejection must not go unhandled.
      answer.then(
        (value) => {
          this.adopt(task, value);
        },
        (error: unknown) => {
          this.receiver.failed(task, error);
        },
      );
    } else if (task.status !== 'running') {
      return;
    } else if (answer instanceof ServiceTask) {
      this.ask(task, answer);
    } else if (isPlan(answer)) {
      this.runInPlace(task, answer);
    } else {
      this.receiver.succeeded(task, answer);
    }
  }

  private ask(task: TaskRun, { request }: ServiceTask<unknown>): void {
    const { services } = this.runtime;
    task.service = request.service;
    const problems = serviceProblem(task.name, request.service, services);
    if (services === undefined || problems.length > 0) {
      this.receiver.failed(task, new InvalidPlanError(nameOf(this.plan), problems));
      return;
    }
    const reason = this.whyLeftOut(task);
    if (reason !== undefined) {
      this.receiver.leftOut(task, reason);
      return;
    }
    const limits = { deadlineAt: task.deadlineAt, priority: task.node.urgency };
    const cancel = services.send(request, limits, {
      succeed: (value) => {
        this.receiver.succeeded(task, value);
      },
      fail: (error) => {
        this.receiver.failed(task, error);
      },
    });
    task.hold(cancel);
  }

  private runInPlace(task: TaskRun, plan: Plan<unknown>): void {
    const options: PlanRunOptions = {
      deadlineAt: task.deadlineAt,
      observer: {
        taskChanged: () => {
          this.receiver.moved(task);
        },
        ended: (run) => {
          if (run.status === 'completed' || run.status === 'partial') {
            task.isPartial = run.status === 'partial';
            this.receiver.succeeded(task, run.outcome);
          } else {
            this.receiver.failed(task, run.failure);
          }
        },
      },
    };
    let run: PlanRun<unknown>;
    try {
      run = this.createRun(plan, options);
    } catch (error) {
      // It asks a service that nobody knows.
      this.receiver.failed(task, error);
      return;
    }
    task.planProgress = () => run.progress();
    task.hold((reason) => {
      run.cancel(reason);
    });
    run.start();
  }
}

/** An answer that only looks like a plan is a result. */
function isPlan(answer: unknown): answer is Plan<unknown> {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    'graph' in answer &&
    answer.graph instanceof PlanGraph
  );
}
