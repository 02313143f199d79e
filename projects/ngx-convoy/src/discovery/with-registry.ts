import { AllowedOrigins, AnswerGate, type AnswerGateOptions } from 'ngx-convoy/core';
import { InjectionToken } from '@angular/core';
import { convoyExtension, type ConvoyExtension } from '../config/convoy-extension';
import { ENDPOINT_MEMORY, localStorageMemory, type EndpointMemory } from './endpoint-memory';
import { ENDPOINT_SOURCE, type EndpointSource } from './endpoint-source';

declare const ngDevMode: unknown;

/** How much a registry is believed. */
export interface RegistryOptions extends AnswerGateOptions {
  /**
   * The origins at which instances may be: `https://api.example.com`, `https://*.example.com` for everything below a
   * domain, `http://localhost:*` for any port. Instances elsewhere are never called.
   *
   * Default: the host of the page and the host of the registry, at any port. A registry's answer decides where your
   * users' cookies and tokens go; who can write to it should not be able to send them anywhere.
   */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Where the last good instances are kept over a reload. Default: `localStorage`; `false`: nowhere. */
  readonly memory?: EndpointMemory | false | undefined;
}

/** What {@link withRegistry} was told. */
export const REGISTRY_OPTIONS = /* @__PURE__ */ new InjectionToken<RegistryOptions>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'REGISTRY_OPTIONS' : '',
  { factory: () => ({}) },
);

/**
 * Connects the registry that services with `discover` are found in.
 *
 * @usageNotes
 * ```ts
 * provideConvoy(
 *   { services: [{ name: 'orders', match: '/api/orders', discover: true }] },
 *   withRegistry(consulRegistry({ url: 'https://registry.example.com' }), {
 *     allowedOrigins: ['https://*.orders.example.com'],
 *   }),
 * )
 * ```
 * @throws ConfigurationError for an origin that is none, or a number out of its range
 */
export function withRegistry(
  source: EndpointSource,
  options: RegistryOptions = {},
): ConvoyExtension<'registry'> {
  if (options.allowedOrigins !== undefined) new AllowedOrigins(options.allowedOrigins);
  new AnswerGate(options);
  const { memory = localStorageMemory() } = options;
  return convoyExtension('registry', [
    { provide: ENDPOINT_SOURCE, useValue: source },
    { provide: REGISTRY_OPTIONS, useValue: options },
    { provide: ENDPOINT_MEMORY, useValue: memory === false ? null : memory },
  ]);
}
