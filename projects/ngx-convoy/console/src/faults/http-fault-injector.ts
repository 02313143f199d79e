import type { ActiveFault, Fault, FaultTarget } from './fault';
import type { FaultableInstance, FaultableService, FaultInjector } from './fault-injector';

type Answer = Record<string, unknown>;

/** Milliseconds after which the control endpoint counts as silent. */
const PATIENCE = 5_000;

/**
 * Talks to the control listener of the mock backends (`/__services`, `/__faults`).
 *
 * It uses `fetch` itself: a call through `HttpClient` would be routed, counted and protected by what it is there to test.
 */
export class HttpFaultInjector implements FaultInjector {
  private readonly base: string;

  /** @param url of the control listener, such as `http://localhost:4100` */
  constructor(url: string) {
    this.base = url.replace(/\/+$/, '');
  }

  async services(): Promise<readonly FaultableService[]> {
    const answer = await this.send('GET', '/__services');
    return this.list(answer, '/__services').flatMap(toService);
  }

  async faults(): Promise<readonly ActiveFault[]> {
    const answer = await this.send('GET', '/__faults');
    return this.list(answer, '/__faults').flatMap(toActiveFault);
  }

  async add(target: FaultTarget, fault: Fault): Promise<void> {
    await this.send('POST', path(target), fault);
  }

  async replace(target: FaultTarget, faults: readonly Fault[]): Promise<void> {
    await this.send('PUT', path(target), faults);
  }

  async mend(target?: FaultTarget): Promise<void> {
    await this.send('DELETE', target === undefined ? '/__faults' : path(target));
  }

  private async send(method: string, at: string, body?: unknown): Promise<unknown> {
    let response: Response;
    try {
      response = await fetch(this.base + at, {
        method,
        signal: AbortSignal.timeout(PATIENCE),
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      });
    } catch (error) {
      // Refused, blocked by CORS or timed out: fetch tells only the last from the others.
      const late = error instanceof DOMException && error.name === 'TimeoutError';
      const how = late ? `did not answer within ${PATIENCE / 1_000} s` : 'cannot be reached';
      throw new Error(`The control endpoint ${this.base} ${how}.`, { cause: error });
    }
    const answer: unknown = await response.json().catch(() => undefined); // an empty or broken body is judged by its reader
    if (!response.ok) throw new Error(refusal(`${method} ${at}`, response.status, answer));
    return answer;
  }

  private list(answer: unknown, at: string): readonly Answer[] {
    if (!Array.isArray(answer)) {
      throw new Error(`${this.base}${at} did not answer with a list: is it the control endpoint?`);
    }
    return answer.filter(isRecord);
  }
}

function path({ service, instance }: FaultTarget): string {
  const parts = instance === undefined ? [service] : [service, instance];
  return `/__faults/${parts.map(encodeURIComponent).join('/')}`;
}

/** What a `application/problem+json` answer says, else the bare status. */
function refusal(request: string, status: number, answer: unknown): string {
  const said = isRecord(answer) ? (answer['detail'] ?? answer['title']) : undefined;
  return typeof said === 'string'
    ? `${request}: ${said}`
    : `${request} was answered with ${status}.`;
}

function toService({ name, business, instances }: Answer): readonly FaultableService[] {
  if (typeof name !== 'string') return [];
  return [
    {
      name,
      group: text(business),
      instances: (Array.isArray(instances) ? instances : []).filter(isRecord).flatMap(toInstance),
    },
  ];
}

function toInstance({ id, up, zone, version }: Answer): readonly FaultableInstance[] {
  if (typeof id !== 'string') return [];
  return [{ id, up: up !== false, zone: text(zone), version: text(version) }];
}

function toActiveFault({
  service,
  instance,
  remainingMs,
  ...fault
}: Answer): readonly ActiveFault[] {
  if (typeof service !== 'string' || typeof instance !== 'string' || !isFault(fault)) return [];
  const left = typeof remainingMs === 'number' ? remainingMs : undefined;
  return [{ service, instance, fault, remainingMs: left }];
}

/** As far as it is needed to show it, and to send it back as it came. */
function isFault(value: Answer): value is Answer & Fault {
  return typeof value['type'] === 'string';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function isRecord(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null;
}
