import { TestBed } from '@angular/core/testing';
import { ManualClock, seededRandom } from 'ngx-convoy/testing';
import type { ServiceConfig } from '../config/convoy-config';
import { CLOCK, RANDOM } from '../platform/tokens';
import { provideConvoy } from '../provide-convoy';
import { ServiceRegistry } from '../registry/service-registry';
import type { EndpointMemory } from './endpoint-memory';
import {
  REGISTRY_FETCH,
  type EndpointSource,
  type EndpointSourceRuntime,
  type RegistryAnswer,
  type RegistryRequest,
} from './endpoint-source';
import { withRegistry, type RegistryOptions } from './with-registry';

/** A question that the registry has not answered yet. */
interface Question {
  readonly url: URL;
  readonly request: RegistryRequest;
  readonly settle: (answer: RegistryAnswer | Error) => void;
}

/** A registry whose answers the spec gives by hand. */
export class ScriptedRegistry {
  readonly asked: { readonly url: URL; readonly request: RegistryRequest }[] = [];
  private readonly open: Question[] = [];

  readonly fetch: EndpointSourceRuntime['fetch'] = (url, request) => {
    const question = { url: new URL(url), request };
    this.asked.push(question);
    return new Promise((resolve, reject) => {
      const settle = (answer: RegistryAnswer | Error): void => {
        if (answer instanceof Error) reject(answer);
        else resolve(answer);
      };
      const whole = { ...question, settle };
      this.open.push(whole);
      request.signal.addEventListener('abort', () => {
        const place = this.open.indexOf(whole);
        if (place >= 0) this.open.splice(place, 1);
        reject(new DOMException('aborted', 'AbortError'));
      });
    });
  };

  /**
   * Answers the oldest open question, or the oldest for a path, and lets everything follow that follows from it.
   *
   * @param headers a number is Consul's index
   */
  async answer(
    body: unknown,
    headers: number | Readonly<Record<string, string>> = {},
    status = 200,
    path = '',
  ): Promise<void> {
    const all = typeof headers === 'number' ? { 'X-Consul-Index': String(headers) } : headers;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const json = (): Promise<unknown> => Promise.resolve(text).then(JSON.parse);
    this.take(path).settle({
      ok: status >= 200 && status < 300,
      status,
      headers: new Headers(all),
      json,
    });
    await settle();
  }

  async fail(path = ''): Promise<void> {
    this.take(path).settle(new TypeError('Failed to fetch'));
    await settle();
  }

  get last(): URL | undefined {
    return this.asked.at(-1)?.url;
  }

  /** Paths of the questions that are open. */
  get pending(): readonly string[] {
    return this.open.map(({ url }) => url.pathname);
  }

  private take(path: string): Question {
    const place = this.open.findIndex(({ url }) => url.pathname.includes(path));
    const [question] = place < 0 ? [] : this.open.splice(place, 1);
    if (question === undefined) throw new Error(`nobody asks for '${path}'`);
    return question;
  }
}

/** Lets promises that are resolved run on; a macrotask comes after all of them. */
export function settle(): Promise<void> {
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      resolve();
    };
    channel.port2.postMessage(null);
  });
}

/** A storage that a spec can look into. */
export class ScriptedMemory implements EndpointMemory {
  constructor(readonly kept = new Map<string, string>()) {}

  read(service: string): string | undefined {
    return this.kept.get(service);
  }

  write(service: string, text: string): void {
    this.kept.set(service, text);
  }
}

/** A house whose services are all found in a registry. */
export async function registryScene(
  source: EndpointSource,
  services: readonly (string | ServiceConfig)[] = ['catalog'],
  options: RegistryOptions = {},
) {
  const clock = new ManualClock();
  const script = new ScriptedRegistry();
  const configs = services.map((one) =>
    typeof one === 'string' ? { name: one, match: `/${one}`, discover: true } : one,
  );
  TestBed.configureTestingModule({
    providers: [
      provideConvoy({ services: configs }, withRegistry(source, { memory: false, ...options })),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: seededRandom(5) },
      { provide: REGISTRY_FETCH, useValue: script.fetch },
    ],
  });
  const registry = TestBed.inject(ServiceRegistry);
  const ids = (service = 'catalog'): readonly string[] =>
    registry
      .instancesOf(service)()
      .map((each) => each.id);
  /** Lets time pass until somebody asks for a path; asking takes no time. @returns milliseconds */
  const untilAsked = async (path = ''): Promise<number> => {
    const before = clock.now();
    while (!script.pending.some((each) => each.includes(path))) {
      if (clock.now() - before > 200_000) throw new Error(`nobody asks for '${path}'`);
      clock.advance(100);
      await settle();
    }
    return clock.now() - before;
  };
  await settle();
  const problem = (): string | undefined => registry.problems()[0]?.message;
  return { clock, script, registry, ids, problem, untilAsked };
}
