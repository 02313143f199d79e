import { InjectionToken } from '@angular/core';
import type { Clock, EndpointDefinition, Random } from 'ngx-convoy/core';

/** Hears what a registry says of one service. */
export interface EndpointObserver {
  /** The instances that the registry lists now; may be empty. */
  endpoints(endpoints: readonly EndpointDefinition[]): void;
  /** The registry answers badly or not at all; it is asked again. */
  problem(message: string): void;
}

/** What a source needs of an answer. */
export type RegistryAnswer = Pick<Response, 'ok' | 'status' | 'json'> & {
  readonly headers: Pick<Headers, 'get'>;
};

/** The effects that a source may use. */
export interface EndpointSourceRuntime {
  readonly clock: Clock;
  readonly random: Random;
  /** The browser's `fetch`: past `HttpClient`, whose requests would keep the app from becoming stable. */
  readonly fetch: (url: string, init: { readonly signal: AbortSignal }) => Promise<RegistryAnswer>;
}

/** Where instances are found: a registry, behind one port. */
export interface EndpointSource {
  /** What alerts call it. */
  readonly name: string;
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
  { factory: () => (url, init) => fetch(url, init) },
);
