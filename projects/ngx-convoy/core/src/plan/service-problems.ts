import type { PlanProblem } from './plan-errors';
import type { PlanGraph } from './plan-graph';
import type { ServicePort } from './plan-runtime';

/** What is wrong with the services that a plan is going to ask, as far as that can be known before it runs. */
export function serviceProblems(
  { nodes }: PlanGraph,
  services: ServicePort | undefined,
): readonly PlanProblem[] {
  return nodes.flatMap(({ name, task }) => {
    const problem = task.service === undefined ? [] : serviceProblem(name, task.service, services);
    return problem;
  });
}

/** What is wrong with one service that a task asks: nothing, or one thing. */
export function serviceProblem(
  task: string,
  service: string,
  services: ServicePort | undefined,
): readonly PlanProblem[] {
  if (services?.knows(service) === true) return [];
  const kind = services === undefined ? 'no-services' : 'unknown-service';
  return [{ kind, path: [task, service] }];
}
