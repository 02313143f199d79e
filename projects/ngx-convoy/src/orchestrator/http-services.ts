import type { HttpClient } from '@angular/common/http';
import type {
  Cancel,
  PlanRequest,
  ServiceLimits,
  ServicePort,
  ServiceReceiver,
  TraceContext,
} from 'ngx-convoy/core';
import type { FallbackHandler } from '../http/fallback';
import { convoy } from '../http/convoy-context';
import type { Upstreams } from '../registry/upstreams';

/** How plans reach services in an Angular app: through `HttpClient`, and so through the interceptors. */
export class HttpServices implements ServicePort {
  constructor(
    private readonly http: HttpClient,
    private readonly upstreams: Upstreams,
    private readonly fallback: FallbackHandler | null,
    private readonly trace?: TraceContext,
  ) {}

  /** The same, with every call a child of this. */
  within(trace: TraceContext): HttpServices {
    return new HttpServices(this.http, this.upstreams, this.fallback, trace);
  }

  knows(service: string): boolean {
    return this.upstreams.get(service) !== undefined;
  }

  /** A breaker that is due for a trial lets the call through: somebody has to find out whether the service is back. */
  unavailable(service: string): string | undefined {
    const upstream = this.upstreams.get(service);
    // Asking costs nothing where something else answers.
    if (upstream === undefined || this.fallback?.covers?.(service) === true) return undefined;
    const now = this.upstreams.runtime.clock.now();
    const { status, reason } = upstream.state(now);
    const isTrialDue = upstream.breaker.state === 'open' && upstream.breaker.admits(now);
    return status === 'down' && !isTrialDue ? `${service} is down, ${reason}` : undefined;
  }

  send(request: PlanRequest, limits: ServiceLimits, receiver: ServiceReceiver): Cancel {
    const { service, path, method = 'GET', body, params, headers, ...options } = request;
    const subscription = this.http
      .request<unknown>(method, `service://${service}${path}`, {
        context: convoy({
          ...options,
          service,
          trace: this.trace,
          priority: limits.priority,
          deadline: this.deadlineFor(request, limits),
        }),
        body,
        ...(params === undefined ? {} : { params }),
        ...(headers === undefined ? {} : { headers }),
      })
      .subscribe({
        next: (answer) => {
          receiver.succeed(answer);
        },
        error: (error: unknown) => {
          receiver.fail(error);
        },
      });
    return () => {
      subscription.unsubscribe();
    };
  }

  /** No call may take longer than the plan has time; nor longer than its service allows, however much time there is. */
  private deadlineFor(request: PlanRequest, { deadlineAt }: ServiceLimits): number | undefined {
    if (deadlineAt === Infinity) return request.deadline;
    const own = request.deadline ?? this.upstreams.get(request.service)?.options.deadline;
    const left = deadlineAt - this.upstreams.runtime.clock.now();
    return Math.max(1, Math.min(left, own ?? Infinity));
  }
}
