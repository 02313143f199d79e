import { headStart, type Priority } from '../queue/priority';
import { inWords } from '../dev-mode';
import { ConfigurationError } from '../errors';
import { requireName } from '../options';
import type { RESULT } from './runnable';
import type { PlanTask } from './task';

/** What is asked of a service, as data. Limits that are left out are the service's own. */
export interface PlanRequest {
  readonly service: string;
  /** Path at the service, query included; begins with `/`. */
  readonly path: string;
  /** Default `GET`. */
  readonly method?: string | undefined;
  readonly body?: unknown;
  readonly params?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether sending it twice does no harm. Default: by its method. */
  readonly idempotent?: boolean | undefined;
  /** Milliseconds for one attempt, > 0. */
  readonly timeout?: number | undefined;
  /** Milliseconds for the whole call, > 0. It is shortened when the plan has less time left. */
  readonly deadline?: number | undefined;
  /** Further attempts after the first, >= 0. */
  readonly retries?: number | undefined;
  /** Who goes first, in the plan and when calls wait for their service. Default `normal`. */
  readonly priority?: Priority | undefined;
  /** The path in a form of low cardinality, such as `/orders/{id}`, for the names of its spans. */
  readonly template?: string | undefined;
}

/** A task that asks a service. It can stand in a plan, or be what another task's function answers with. */
export class ServiceTask<out R> implements PlanTask<R> {
  declare readonly [RESULT]?: R;
  readonly kind = 'task';
  readonly needs: readonly never[] = [];
  readonly onFailure = undefined;
  readonly value = undefined;
  readonly timeout = undefined;
  readonly priority: number;
  readonly service: string;

  /** @throws ConfigurationError when service or path could not be one */
  constructor(readonly request: PlanRequest) {
    this.service = requireName('service', request.service);
    this.priority = headStart(request.priority ?? 'normal');
    if (!request.path.startsWith('/')) {
      const expected = inWords(() => `a path that begins with '/'`);
      throw new ConfigurationError('path', request.path, expected);
    }
  }

  /** It answers with itself, as any other task may. */
  readonly run = (): this => this;
}

/**
 * A request to a service by the service's name, as a step of a plan.
 *
 * Whoever runs the plan says how services are reached: in an Angular app, `HttpClient` and its interceptors.
 *
 * @typeParam R what the service answers; nobody checks it
 * @usageNotes
 * ```ts
 * dag({ orders: service<Order[]>('orders', '/orders?customerId=3') })
 *   .and({ products: task(['orders'], ({ orders }) => service<Product[]>('catalog', productsOf(orders))) });
 * ```
 * @throws ConfigurationError when name or path could not be one
 */
export function service<R>(
  name: string,
  path: string,
  options: Omit<PlanRequest, 'service' | 'path'> = {},
): ServiceTask<R> {
  return new ServiceTask({ ...options, service: name, path });
}
