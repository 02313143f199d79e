import { inject, DOCUMENT, Service } from '@angular/core';
import { ConfigurationError, service, type PlanRequest, type ServiceTask } from 'ngx-convoy/core';
import { PAGE_BASE } from '../platform/page-base';
import { Upstreams } from '../registry/upstreams';

/** A service that `<convoy-service-orchestrator>` asks. */
export interface OrchestratedService {
  /** Of a registered service, or of a new one, which is then registered where its endpoint is. */
  readonly name: string;
  /** What is asked: a URL, absolute or of the page's own origin. A registered service answers from its own instances. */
  readonly endpoint: string;
  /** Head start in milliseconds: the greater, the earlier. Default 0. */
  readonly priority?: number | undefined;
  /** Milliseconds for one attempt, > 0. Default: the service's own. */
  readonly timeout?: number | undefined;
  /** Further attempts after the first, from 0 to 10. Default: the service's own. */
  readonly retryAttempts?: number | undefined;
}

/** Makes steps of a plan from services and their endpoints. */
@Service()
export class OrchestratedServices {
  private readonly upstreams = inject(Upstreams);
  private readonly document = inject(DOCUMENT);
  private readonly base = inject(PAGE_BASE);

  /**
   * Registers what is not registered.
   *
   * @throws ConfigurationError when two have the same name, or an endpoint is no URL of http(s)
   */
  steps(services: readonly OrchestratedService[]): Readonly<Record<string, ServiceTask<unknown>>> {
    const steps = new Map<string, ServiceTask<unknown>>();
    for (const [index, each] of services.entries()) {
      if (steps.has(each.name)) {
        throw new ConfigurationError(`services[${index}].name`, each.name, 'a name of its own');
      }
      steps.set(each.name, this.step(each, `services[${index}]`));
    }
    return Object.fromEntries(steps);
  }

  private step(asked: OrchestratedService, path: string): ServiceTask<unknown> {
    const { name, endpoint, priority, timeout, retryAttempts } = asked;
    const url = this.parse(endpoint, `${path}.endpoint`);
    if (this.upstreams.get(name) === undefined) {
      this.upstreams.add({ name, instances: [url.origin] }, path);
    }
    const options: Omit<PlanRequest, 'service' | 'path'> = {
      priority,
      timeout,
      retries: retryAttempts,
    };
    return service(name, this.pathOf(name, url), options);
  }

  /** What is left of a URL when everything is taken off that leads to the service. */
  private pathOf(name: string, url: URL): string {
    const { origin } = this.document.location;
    const whole = url.pathname + url.search;
    const match = this.upstreams.match(url.origin === origin ? whole : url.href);
    if (match?.service === name) return rooted(match.path);
    const instance = this.upstreams
      .get(name)
      ?.endpoints.find((each) => `${url.href}/`.startsWith(`${each.url}/`));
    return instance === undefined ? whole : rooted(url.href.slice(instance.url.length));
  }

  private parse(endpoint: string, path: string): URL {
    const url = URL.canParse(endpoint, this.base) ? new URL(endpoint, this.base) : undefined;
    if (url !== undefined && /^https?:$/.test(url.protocol)) return url;
    throw new ConfigurationError(path, endpoint, 'a URL of http or https');
  }
}

function rooted(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
