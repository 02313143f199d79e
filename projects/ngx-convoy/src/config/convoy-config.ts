import { InjectionToken } from '@angular/core';
import type { EndpointConditions, OriginOptions, ServiceOptions } from 'ngx-convoy/core';
import type { BalancingConfig } from './inject-policy';

/** One address at which a service can be reached. */
export interface InstanceConfig {
  /** Unique within its service. Default: its URL. */
  readonly id?: string | undefined;
  /** Absolute `http:` or `https:` URL; takes the place of the matched prefix. */
  readonly url: string;
  /** Share of the traffic relative to its sisters, > 0. Default 1. */
  readonly weight?: number | undefined;
  /** Where it runs, such as `eu-west-1a`. */
  readonly zone?: string | undefined;
  /** What its zone belongs to. Default: the zone without its last letter, when that follows a digit. */
  readonly region?: string | undefined;
  /** A whole number, >= 0: instances of a higher one get what those of lower ones cannot carry. Default 0. */
  readonly priority?: number | undefined;
  readonly version?: string | undefined;
  /** Price of 1,000 requests, in whatever currency all instances share, >= 0. */
  readonly cost?: number | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly conditions?: EndpointConditions | undefined;
}

/** A service that the app talks to. Only its name is required. */
export interface ServiceConfig extends Omit<ServiceOptions, 'balancing'> {
  /** How an instance is picked: a policy of ours, an own function, or the token of one. Default `'peak-ewma'`. */
  readonly balancing?: BalancingConfig | undefined;
  /**
   * URL prefixes of requests that belong to this service, such as `/api/orders` or `https://api.example.com/orders`.
   * The prefix is replaced by the URL of the instance that is picked.
   */
  readonly match?: string | readonly string[] | undefined;
  /** Where it runs. With neither instances nor discovery, a request goes to its own URL and is protected all the same. */
  readonly instances?: readonly (string | InstanceConfig)[] | undefined;
  /** Its name in the registry that `withRegistry` connects; `true` for the same name. */
  readonly discover?: string | boolean | undefined;
  /** Path of the health endpoint on each instance, such as `/health`. Without it nothing is checked actively. */
  readonly health?: string | undefined;
  /** What people call it. Default: its name. */
  readonly label?: string | undefined;
  /** What it is listed under. Default: none. */
  readonly group?: string | undefined;
}

/** The policies of a service, and how it chooses among its instances. */
export type ServicePolicyConfig = Omit<ServiceOptions, 'name'>;

/** What every service gets unless it says otherwise. */
export type ServiceDefaults = Omit<ServiceConfig, 'name' | 'match' | 'instances' | 'label'>;

/**
 * How many attempts may be under way at one origin, whatever services they belong to. Every field is optional.
 *
 * Further ones wait before they are sent, the most urgent first; their own time limits begin when they are sent.
 */
export interface OriginsConfig extends Omit<OriginOptions, 'limitOf' | 'moved' | 'self'> {
  /** Where HTTP/1.1 is spoken, >= 1. Default 6: a browser opens no more connections, and lets the rest wait in a row. */
  readonly http1?: number | undefined;
  /** Where HTTP/2 or 3 is spoken, and as long as nobody knows, >= 1. Default 24. */
  readonly multiplexed?: number | undefined;
}

/** The configuration of `provideConvoy` and `ConvoyModule.forRoot`. */
export interface ConvoyConfig {
  readonly services: readonly ServiceConfig[];
  readonly defaults?: ServiceDefaults | undefined;
  /** Limits per origin; `false` for none. Default: on. */
  readonly origins?: OriginsConfig | boolean | undefined;
}

/** The configuration as given. Asking for it without a set-up says what is missing. */
export const CONVOY_CONFIG = /* @__PURE__ */ new InjectionToken<ConvoyConfig>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'CONVOY_CONFIG' : '',
  {
    factory: () => {
      throw new Error(
        'ngx-convoy is not set up: add provideConvoy({ services: [...] }) to the providers of the app, ' +
          'or ConvoyModule.forRoot({ services: [...] }) to the imports of its root module.',
      );
    },
  },
);

declare const ngDevMode: unknown;
