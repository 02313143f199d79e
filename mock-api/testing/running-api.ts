import { startMockApi } from '../mock-api.ts';
import type { MockApi, MockApiOptions } from '../mock-api.ts';
import type { LogEntry } from '../trace-log.ts';

/** Mock backends on free ports and without latency, with what a spec asks of them. */
export class RunningApi {
  readonly api: MockApi;

  private constructor(api: MockApi) {
    this.api = api;
  }

  static async start(options: MockApiOptions = {}): Promise<RunningApi> {
    return new RunningApi(
      await startMockApi({ port: 0, quiet: true, latencyScale: 0, ...options }),
    );
  }

  stop(): Promise<void> {
    return this.api.stop();
  }

  /** The address of a path on the control listener. */
  control(path: string): string {
    return this.api.url + path;
  }

  /** The address of a path on an instance, such as `catalog-1`. */
  at(instanceId: string, path: string): string {
    const all = this.api.services.flatMap(({ instances }) => instances);
    const instance = all.find(({ id }) => id === instanceId);
    if (instance === undefined) throw new Error(`No instance "${instanceId}".`);
    return instance.url + path;
  }

  /** Sets faults in place of those there; the target is `catalog`, `catalog/catalog-1` or `registry`. */
  fault(target: string, faults: unknown): Promise<Response> {
    return send('PUT', this.control(`/__faults/${target}`), faults);
  }

  async mend(): Promise<void> {
    await fetch(this.control('/__faults'), { method: 'DELETE' });
  }

  async log(query = ''): Promise<LogEntry[]> {
    const response = await fetch(this.control(`/__log${query}`));
    return (await response.json()) as LogEntry[];
  }
}

export function send(
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** The JSON of an answer, in the shape a spec says it has. */
export async function json<T>(answer: Response | Promise<Response>): Promise<T> {
  return (await (await answer).json()) as T;
}

/** Milliseconds a task takes. */
export async function timed(task: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await task();
  return performance.now() - began;
}

/** Waits until something has become true. A machine that is busy makes it late, not wrong; jasmine ends what never comes. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10);
}

/** For what is not to happen: nothing can be waited for then but time. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
