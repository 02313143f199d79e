import { HttpClient, type HttpHeaders, type HttpParams } from '@angular/common/http';
import { DestroyRef, inject, PendingTasks, Service, untracked } from '@angular/core';
import {
  TaskDurations,
  type Composition,
  type Plan,
  type PlanRegistry,
  type PlanRun,
  type TraceContext,
} from 'ngx-convoy/core';
import type { Observable } from 'rxjs';
import { convoy, type CallOptions } from '../http/convoy-context';
import { FALLBACK } from '../http/fallback';
import { PIPELINE_RUNTIME } from '../pipeline/pipeline-runtime';
import { Upstreams } from '../registry/upstreams';
import type { Operation } from '../trace/operation';
import { Tracer } from '../trace/tracer';
import { HttpServices } from './http-services';
import { OrchestrationRun, type OrchestrationRunOptions } from './orchestration-run';
import { OrchestrationRuns } from './orchestration-runs';

/** A request to a service, by the service's name. */
export interface ServiceRequest extends Omit<CallOptions, 'service'> {
  readonly service: string;
  /** Path at the service, query included; begins with `/`. */
  readonly path: string;
  /** Default `GET`. */
  readonly method?: string | undefined;
  readonly body?: unknown;
  readonly params?: HttpParams | Readonly<Record<string, string | number | boolean>> | undefined;
  readonly headers?: HttpHeaders | Readonly<Record<string, string>> | undefined;
}

/** For whom a plan runs, and how it is watched. */
export interface RunOptions extends Omit<OrchestrationRunOptions, 'trace'> {
  /** The run is cancelled when this is destroyed: a page that is left asks nobody any more. */
  readonly destroyRef?: DestroyRef | undefined;
  /** What the run is a part of. Default: what is going on around, as for every call. */
  readonly trace?: TraceContext | undefined;
}

/**
 * Calls services by name, and runs plans of many calls.
 *
 * Everything goes through `HttpClient` and so through the same interceptors as every other request.
 *
 * @usageNotes
 * ```ts
 * const orchestrator = inject(Orchestrator);
 * orchestrator.request<Order>({ service: 'orders', path: '/orders/42' }).subscribe(...);
 *
 * const page = dag({ order: service<Order>('orders', '/orders/42') }).and({
 *   parcel: optional(task(['order'], ({ order }) => service<Parcel>('shipping', `/parcels/${order.parcelId}`))),
 * });
 * const run = orchestrator.run(page, { destroyRef: inject(DestroyRef) });
 * const { order, parcel } = await run.result;
 * ```
 */
@Service()
export class Orchestrator {
  private readonly http = inject(HttpClient);
  private readonly upstreams = inject(Upstreams);
  private readonly runs = inject(OrchestrationRuns);
  private readonly pending = inject(PendingTasks);
  private readonly destroyRef = inject(DestroyRef);
  private readonly tracer = inject(Tracer);
  private readonly services = new HttpServices(this.http, this.upstreams, inject(FALLBACK));
  private readonly runtime = { ...inject(PIPELINE_RUNTIME), durations: new TaskDurations() };
  private lastId = 0;

  /** One request to a service. */
  request<T>(request: ServiceRequest): Observable<T> {
    const { service, path, method = 'GET', body, params, headers, ...options } = request;
    return this.http.request<T>(method, `service://${service}${path}`, {
      context: convoy({ ...options, service }),
      body,
      ...(params === undefined ? {} : { params }),
      ...(headers === undefined ? {} : { headers }),
    });
  }

  /**
   * Runs a plan, now.
   *
   * @throws InvalidPlanError when it asks a service that nobody knows
   */
  run<R, A>(plan: Plan<R, A>, options?: RunOptions): OrchestrationRun<R, A>;
  /**
   * Composes a plan from the context and from which services there are, and runs it.
   *
   * @throws InvalidPlanError when it asks a service that nobody knows, and whatever the composition throws
   */
  run<R, C, A>(
    composition: Composition<R, C, A>,
    options: RunOptions & { readonly context: C },
  ): OrchestrationRun<R, A>;
  run<R, A>(
    subject: Plan<R, A> | Composition<R, unknown, A>,
    options: RunOptions & { readonly context?: unknown } = {},
  ): OrchestrationRun<R, A> {
    // Whoever runs a plan from an effect does not want to run it again because a service came or went.
    return untracked(() => {
      const plan =
        subject.kind === 'plan' ? subject : subject.compose(options.context, this.registry());
      return this.start(plan, options);
    });
  }

  private start<R, A>(plan: Plan<R, A>, options: RunOptions): OrchestrationRun<R, A> {
    const { signal, observer, destroyRef = this.destroyRef } = options;
    const id = this.lastId + 1;
    const cleanUp: (() => void)[] = [];
    const span = this.tracer.begin(plan.name ?? plan.strategy, { parent: options.trace });
    const runtime = { ...this.runtime, services: this.services.within(span.context) };
    const run = new OrchestrationRun(id, plan, runtime, {
      signal,
      trace: span.context,
      observer: {
        taskChanged: (name, planRun) => observer?.taskChanged?.(name, planRun),
        ended: (planRun) => {
          for (const each of cleanUp) each();
          endSpan(span, planRun);
          this.runs.ended(run);
          observer?.ended?.(planRun);
        },
      },
    });
    this.lastId = id;
    this.runs.began(run);
    // A page that is rendered on a server waits for all of it, also between two requests.
    cleanUp.push(this.pending.add());
    if (destroyRef.destroyed) {
      run.cancel();
    } else {
      cleanUp.push(destroyRef.onDestroy(() => run.cancel()));
      run.start();
    }
    return run;
  }

  private registry(): PlanRegistry {
    const { upstreams } = this;
    return {
      services: upstreams.all().map(({ name }) => name),
      state: (service) => upstreams.get(service)?.state(upstreams.runtime.clock.now()),
    };
  }
}

/** A run that ended with something missing has ended well: that is what its plan allows. Its words say what is missing. */
function endSpan(span: Operation, run: PlanRun<unknown>): void {
  switch (run.status) {
    case 'failed':
      span.fail(run.failure);
      break;
    case 'cancelled':
      span.cancel();
      break;
    case 'partial': {
      const missing = run.progress().tasks.filter(({ status }) => status !== 'done');
      span.succeed(`without ${missing.map(({ name }) => name).join(', ')}`);
      break;
    }
    case 'completed':
    case 'running':
      span.succeed();
  }
}
