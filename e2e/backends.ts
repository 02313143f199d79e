import { PortTakenError } from '../mock-api/http/listener.ts';
import { startMockApi, type MockApi, type MockApiOptions } from '../mock-api/mock-api.ts';

/** A line of the backends' log. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly service: string;
  readonly instance: string;
  readonly status: number;
  /** `cut`: the caller, or a fault, ended it before the answer was complete. */
  readonly outcome: 'pending' | 'answered' | 'cut';
  readonly traceId: string | null;
}

/** How far up the next try is: the spec files have 50 ports each below. */
const STRIDE = 500;

type Fault = { readonly type: string } & Readonly<Record<string, string | number>>;

/** Sixteen real services to break and mend over HTTP, as anybody else would. */
export class Backends {
  private api: MockApi;
  private readonly options: MockApiOptions;

  private constructor(api: MockApi, options: MockApiOptions) {
    this.api = api;
    this.options = options;
  }

  /**
   * Takes 36 ports from `port` on, or from further up when somebody has one of them: another run of these tests on the
   * same machine is no reason to fail.
   */
  static async start(
    port: number,
    options: Pick<MockApiOptions, 'latencyScale'> = {},
  ): Promise<Backends> {
    for (let base = port; base < port + 10 * STRIDE; base += STRIDE) {
      try {
        const all = { port: base, quiet: true, ...options };
        return new Backends(await startMockApi(all), all);
      } catch (error) {
        if (!(error instanceof PortTakenError)) throw error;
      }
    }
    throw new Error(`No 36 free ports in a row from ${port} on.`);
  }

  get url(): string {
    return this.api.url;
  }

  /** Where the instances of a service are. */
  instances(service: string): readonly { readonly id: string; readonly url: string }[] {
    const found = this.api.services.find(({ name }) => name === service);
    return (found?.instances ?? []).map(({ id, url }) => ({ id, url }));
  }

  /** Tells the registry something, as an instance or an operator would. */
  async tellRegistry(path: string, body: unknown = {}): Promise<void> {
    await this.ask('PUT', `v1/agent/${path}`, body);
  }

  /** @param target a service, or an instance as `catalog/catalog-1` */
  async break(target: string, ...faults: readonly Fault[]): Promise<void> {
    await this.ask('PUT', `__faults/${target}`, faults);
  }

  async mend(): Promise<void> {
    await this.ask('DELETE', '__faults');
  }

  /** Requests for resources, oldest first; checks of health are left out. */
  async log(service: string): Promise<readonly LoggedRequest[]> {
    const entries = await this.everything(`?service=${service}&limit=1000`);
    return entries.filter(({ method, path }) => method !== 'OPTIONS' && path !== '/health');
  }

  /** Checks of health, of all services, oldest first. */
  async healthChecks(): Promise<readonly LoggedRequest[]> {
    return (await this.everything('')).filter(({ path }) => path === '/health');
  }

  /** Everything that a resource of a service has by now: what was really done, whoever was told what. */
  async rows<T>(service: string, resource: string): Promise<readonly T[]> {
    const instance = this.api.services.find((each) => each.name === service)?.instances[0];
    const response = await fetch(`${instance?.url ?? ''}/${resource}`);
    if (!response.ok) throw new Error(`${service} does not tell its ${resource}`);
    return (await response.json()) as readonly T[];
  }

  async forget(): Promise<void> {
    await this.ask('DELETE', '__log');
  }

  /** All of them go, and come back at the same ports with nothing that they knew. */
  async restart(): Promise<void> {
    await this.api.stop();
    this.api = await startMockApi(this.options);
  }

  async stop(): Promise<void> {
    await this.api.stop();
  }

  private async everything(query: string): Promise<readonly LoggedRequest[]> {
    const response = await this.ask('GET', `__log${query}`);
    return (await response.json()) as readonly LoggedRequest[];
  }

  private async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.url}/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response;
  }
}
