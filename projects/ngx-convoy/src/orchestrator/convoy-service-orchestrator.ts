import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  computed,
  contentChild,
  DestroyRef,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
} from '@angular/core';
import {
  parallel,
  priority,
  race,
  sequential,
  type Plan,
  type PlanObserver,
  type PolicyOptions,
} from 'ngx-convoy/core';
import { ConvoyOrchestration, type ConvoyOrchestrationContext } from './convoy-orchestration';
import { OrchestratedServices, type OrchestratedService } from './orchestrated-services';
import type { OrchestrationRun } from './orchestration-run';
import { Orchestrator } from './orchestrator';

/** In which order `<convoy-service-orchestrator>` asks its services. */
export type OrchestrationStrategy = 'parallel' | 'sequential' | 'priority' | 'race';

/** What a service has answered. */
export interface ServiceResponse {
  readonly serviceName: string;
  readonly response: unknown;
}

/** What a service has failed with. */
export interface ServiceFailure {
  readonly serviceName: string;
  readonly error: unknown;
}

type Results = Readonly<Record<string, unknown>>;

/**
 * Asks some services as one plan while it is there, and hands its content the run to show.
 *
 * A service that fails is missing, and the others go on. New `services` or another `strategy` begin anew; leaving aborts
 * what is under way.
 *
 * @usageNotes
 * ```html
 * <convoy-service-orchestrator [services]="services" strategy="priority" (serviceError)="log($event)"
 *     (orchestrationComplete)="show($event)">
 *   <ng-template convoyOrchestration let-run>
 *     {{ run.progress().counts.done }} of {{ run.progress().tasks.length }} have answered
 *   </ng-template>
 * </convoy-service-orchestrator>
 * ```
 */
@Component({
  selector: 'convoy-service-orchestrator',
  imports: [NgTemplateOutlet],
  template: `
    @if (context(); as context) {
      <ng-container [ngTemplateOutlet]="content()?.template" [ngTemplateOutletContext]="context" />
    }
    <ng-content />
  `,
  host: { '[attr.data-status]': 'run()?.status()' },
})
export class ConvoyServiceOrchestrator {
  readonly services = input.required<readonly OrchestratedService[]>();
  readonly strategy = input<OrchestrationStrategy>('parallel');
  /** Services asked at the same time, >= 1. Default: all; 6 for `priority`. */
  readonly concurrency = input<number>();

  readonly serviceResponse = output<ServiceResponse>();
  readonly serviceError = output<ServiceFailure>();
  /** Everything that was answered, by name, once nothing more will come. Not when it was cancelled. */
  readonly orchestrationComplete = output<Map<string, unknown>>();

  protected readonly content = contentChild(ConvoyOrchestration);

  private readonly orchestrator = inject(Orchestrator);
  private readonly orchestrated = inject(OrchestratedServices);
  private readonly destroyRef = inject(DestroyRef);

  private readonly current = signal<OrchestrationRun<unknown, Results> | undefined>(undefined);
  /** The run under way, or the last one. */
  readonly run = this.current.asReadonly();
  protected readonly context = computed((): ConvoyOrchestrationContext | undefined => {
    const run = this.run();
    return run && { $implicit: run };
  });

  constructor() {
    effect((onCleanup) => {
      const services = this.services();
      const strategy = this.strategy();
      const concurrency = this.concurrency();
      const run = untracked(() => this.begin(services, strategy, concurrency));
      this.current.set(run);
      onCleanup(() => {
        run.cancel();
      });
    });
  }

  private begin(
    services: readonly OrchestratedService[],
    strategy: OrchestrationStrategy,
    concurrency: number | undefined,
  ): OrchestrationRun<unknown, Results> {
    const plan = createPlan(strategy, this.orchestrated.steps(services), concurrency);
    const observer: PlanObserver = {
      taskChanged: (name, run) => {
        const { status, error } = run.task(name) ?? { status: 'waiting' };
        if (status === 'done') {
          this.serviceResponse.emit({ serviceName: name, response: run.resultMap.get(name) });
        } else if (status === 'failed') {
          this.serviceError.emit({ serviceName: name, error });
        }
      },
      ended: ({ status, resultMap }) => {
        if (status !== 'cancelled') this.orchestrationComplete.emit(new Map(resultMap));
      },
    };
    return this.orchestrator.run(plan, { observer, destroyRef: this.destroyRef });
  }
}

type Steps = ReturnType<OrchestratedServices['steps']>;

function createPlan(
  strategy: OrchestrationStrategy,
  steps: Steps,
  concurrency: number | undefined,
): Plan<unknown, Results> {
  const options: PolicyOptions<'skip-dependents'> = { onFailure: 'skip-dependents', concurrency };
  switch (strategy) {
    case 'parallel':
      return parallel(steps, options);
    case 'sequential':
      return sequential(steps, options);
    case 'priority':
      return priority(steps, options);
    case 'race':
      return race(steps, { concurrency });
  }
}
