import { InjectionToken } from '@angular/core';
import type { Clock, EndpointDefinition, Random } from 'ngx-convoy/core';

/** Hears what a registry says of one service. */
export interface EndpointObserver {
  /**
   * The instances that the registry lists now; may be empty. Whether and when they are used is not the source's business.
   *
   * @param standIn who said so in the place of the source that was asked, and why
   */
  endpoints(endpoints: readonly EndpointDefinition[], standIn?: StandIn): void;
  /** The registry answers badly or not at all; it is asked again. */
  problem(message: string): void;
}

/** A source that answers for another one. */
export interface StandIn {
  readonly source: EndpointSource;
  /** What is wrong with the other one, in words. */
  readonly trouble: string;
}

/** What a source needs of an answer. */
export type RegistryAnswer = Pick<Response, 'ok' | 'status' | 'json'> & {
  readonly headers: Pick<Headers, 'get'>;
};

/** What a source may ask for. */
export interface RegistryRequest {
  readonly signal: AbortSignal;
  readonly method?: 'GET' | 'PUT' | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | undefined;
  /** Goes on when the page is left. */
  readonly keepalive?: boolean | undefined;
}

/** The effects that a source may use. */
export interface EndpointSourceRuntime {
  readonly clock: Clock;
  readonly random: Random;
  /** The browser's `fetch`: past `HttpClient`, whose requests would keep the app from becoming stable. */
  readonly fetch: (url: string, request: RegistryRequest) => Promise<RegistryAnswer>;
}

/** An instance that announces itself: in a browser, the presence of a client and what it can do. */
export interface EndpointRegistration {
  /** Its name in the registry. */
  readonly service: string;
  readonly endpoint: EndpointDefinition;
  /** Milliseconds after which the registry forgets it unless it is renewed. */
  readonly ttl: number;
}

/**
 * A registry has said no, and would say no again: what it was sent is wrong, or may not be sent.
 *
 * @usageNotes
 * ```ts
 * // In an EndpointRegistrar of your own:
 * if (answer.status === 403) throw new RegistrationRefusedError(answer.status);
 * ```
 */
export class RegistrationRefusedError extends Error {
  override readonly name = 'RegistrationRefusedError';

  /** @param status the HTTP status that it has answered with, 400 to 499 */
  constructor(readonly status: number) {
    super(`is refused with ${status}`);
  }
}

/**
 * The half of a registry that is written to. Each of these rejects with a reason when it fails: a
 * {@link RegistrationRefusedError} when trying again soon would change nothing.
 */
export interface EndpointRegistrar {
  announce(
    registration: EndpointRegistration,
    runtime: EndpointSourceRuntime,
    signal: AbortSignal,
  ): Promise<void>;
  /** @returns false when the registry does not know it (any more): then it has to be announced again */
  renew(
    registration: EndpointRegistration,
    runtime: EndpointSourceRuntime,
    signal: AbortSignal,
  ): Promise<boolean>;
  withdraw(registration: EndpointRegistration, runtime: EndpointSourceRuntime): Promise<void>;
}

/** Where instances are found: a registry, behind one port. */
export interface EndpointSource {
  /** What alerts call it. */
  readonly name: string;
  /**
   * Where its answers come from. Instances on the same host are allowed unless the app says which are; `'app'`: the
   * answers are the app's own code, and are trusted like it.
   */
  readonly origin: string;
  /** For announcing instances; `undefined` when the registry is only read. */
  readonly registrar?: EndpointRegistrar | undefined;
  /** Watches one service until `signal` aborts. Never throws; what goes wrong is told to the observer. */
  watch(
    service: string,
    observer: EndpointObserver,
    signal: AbortSignal,
    runtime: EndpointSourceRuntime,
  ): void;
}

declare const ngDevMode: unknown;

/** The registry in force; none by default. */
export const ENDPOINT_SOURCE = /* @__PURE__ */ new InjectionToken<EndpointSource | null>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'ENDPOINT_SOURCE' : '',
  { factory: () => null },
);

/** How registries are asked. */
export const REGISTRY_FETCH = /* @__PURE__ */ new InjectionToken<EndpointSourceRuntime['fetch']>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'REGISTRY_FETCH' : '',
  { factory: () => (url, request) => fetch(url, plain(request)) },
);

/** `fetch` takes a member that is `undefined` for one that is missing, but its types do not say so. */
function plain({ signal, method, headers, body, keepalive }: RegistryRequest): RequestInit {
  return {
    signal,
    ...(method !== undefined && { method }),
    ...(headers !== undefined && { headers }),
    ...(body !== undefined && { body }),
    ...(keepalive !== undefined && { keepalive }),
  };
}
