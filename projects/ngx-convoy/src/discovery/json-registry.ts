import {
  fullJitter,
  inWords,
  mapJsonAnswer,
  parseRetryAfter,
  readEndpoints,
  requireHttpUrl,
  requireNumber,
  ConfigurationError,
  type EndpointDefinition,
  type JsonMapping,
} from 'ngx-convoy/core';
import { askRegistry } from './ask-registry';
import type {
  EndpointObserver,
  EndpointSource,
  EndpointSourceRuntime,
  RegistryAnswer,
} from './endpoint-source';

/** Any registry that answers a GET with JSON. */
export interface JsonRegistryOptions extends JsonMapping {
  /** Where one service is listed: `https://registry.example.com/services/{service}`. It must allow CORS. */
  readonly url: string;
  /** What alerts call it. Default `json`. */
  readonly name?: string | undefined;
  /** Milliseconds, >= 1,000, between two questions, unless `Cache-Control: max-age` says otherwise. Default 30,000. */
  readonly interval?: number | undefined;
  /** Reads the answer when paths are not enough; what it returns is checked like an answer. */
  readonly read?: ((answer: unknown, service: string) => unknown) | undefined;
  /** Sent with each question, such as a token; asked each time. A header of your own costs a CORS preflight. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
}

/** Milliseconds that an answer may take. */
const LIMIT = 10_000;
/** No answer is taken for fresh for longer, in milliseconds. */
const LONGEST_AGE = 600_000;
const SHORTEST_WAIT = 1_000;
const BACKOFF = { base: 2_000, max: 60_000 };

/**
 * Finds instances by asking again and again: as often as `Cache-Control` allows, with `If-None-Match` when the registry
 * exposes an `ETag`, and ever less often while it fails.
 *
 * @usageNotes
 * ```ts
 * jsonRegistry({
 *   url: 'https://eureka.example.com/eureka/apps/{service}',
 *   list: 'application.instance',
 *   fields: { id: 'instanceId', url: 'homePageUrl', zone: 'metadata.zone' },
 *   headers: () => ({ Accept: 'application/json' }),
 * })
 * ```
 * @throws ConfigurationError when an option is out of range
 */
export function jsonRegistry(options: JsonRegistryOptions): EndpointSource {
  const { name = 'json', interval = 30_000 } = options;
  const url = requireTemplate(options.url);
  requireNumber('jsonRegistry.interval', interval, { min: SHORTEST_WAIT });
  return {
    name,
    origin: url,
    watch: (service, observer, signal, runtime) => {
      const target = url.replace('{service}', encodeURIComponent(service));
      const poll = new Poll(target, service, options, interval, observer, signal, runtime);
      void poll.ask();
    },
  };
}

/** One service, asked for again and again. */
class Poll {
  private failures = 0;
  private etag: string | undefined;
  private last: readonly EndpointDefinition[] | undefined;

  constructor(
    private readonly url: string,
    private readonly service: string,
    private readonly options: JsonRegistryOptions,
    private readonly interval: number,
    private readonly observer: EndpointObserver,
    private readonly signal: AbortSignal,
    private readonly runtime: EndpointSourceRuntime,
  ) {}

  async ask(): Promise<void> {
    const { signal, runtime } = this;
    const reply = await askRegistry(this.url, { signal, headers: this.headers() }, LIMIT, runtime);
    if (signal.aborted) return;
    const endpoints = 'problem' in reply ? reply.problem : this.read(reply.answer, reply.body);
    const wait =
      typeof endpoints === 'string'
        ? this.fail(endpoints, reply.answer)
        : this.succeed(endpoints, reply.answer);
    const { clock } = runtime;
    const cancel = clock.schedule(clock.now() + wait, () => {
      signal.removeEventListener('abort', cancel);
      void this.ask();
    });
    signal.addEventListener('abort', cancel, { once: true });
  }

  private headers(): Readonly<Record<string, string>> | undefined {
    const own = this.options.headers?.();
    return this.etag === undefined ? own : { ...own, 'If-None-Match': this.etag };
  }

  private read(answer: RegistryAnswer, body: unknown): readonly EndpointDefinition[] | string {
    if (answer.status === 304)
      return this.last ?? 'says that nothing has changed, but said nothing before';
    const { read } = this.options;
    if (read === undefined) return mapJsonAnswer(body, this.options);
    try {
      return readEndpoints(read(body, this.service));
    } catch (error) {
      return `the answer cannot be read: ${String(error)}`;
    }
  }

  private succeed(
    endpoints: readonly EndpointDefinition[],
    answer: RegistryAnswer | undefined,
  ): number {
    this.failures = 0;
    this.last = endpoints;
    this.etag = answer?.headers.get('ETag') ?? this.etag;
    this.observer.endpoints(endpoints);
    const wait = maxAge(answer?.headers.get('Cache-Control') ?? null) ?? this.interval;
    // Browsers that began together must not come back together.
    return Math.max(SHORTEST_WAIT, wait * (0.9 + 0.2 * this.runtime.random()));
  }

  private fail(problem: string, answer: RegistryAnswer | undefined): number {
    this.failures += 1;
    this.etag = undefined;
    this.observer.problem(problem);
    const { clock, random } = this.runtime;
    const asked = parseRetryAfter(answer?.headers.get('Retry-After') ?? null, clock.now()) ?? 0;
    // Half of it at least: a registry in trouble gets a real rest.
    const wait = BACKOFF.base / 2 + fullJitter(this.failures, BACKOFF, random);
    return Math.max(wait, Math.min(asked, LONGEST_AGE));
  }
}

/** Milliseconds that an answer is good for; `undefined` when it does not say, or says that it is not to be kept. */
function maxAge(header: string | null): number | undefined {
  if (header === null || /\bno-(?:cache|store)\b/i.test(header)) return undefined;
  const seconds = /\bmax-age=(\d{1,9})\b/i.exec(header)?.[1];
  return seconds === undefined ? undefined : Math.min(Number(seconds) * 1_000, LONGEST_AGE);
}

function requireTemplate(url: string): string {
  const [base = ''] = url.replace('{service}', 'service').split('?');
  requireHttpUrl('jsonRegistry.url', base);
  if (url.includes('{service}')) return url;
  throw new ConfigurationError(
    'jsonRegistry.url',
    url,
    inWords(() => "a URL with {service} in it, such as 'https://registry.example.com/{service}'"),
  );
}
