import { InjectionToken } from '@angular/core';
import { inMemoryFlags } from './in-memory-flags';

declare const ngDevMode: unknown;

/** Anything that JSON can say. */
export type JsonValue =
  null | boolean | string | number | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a flag may be. */
export type FlagValue = JsonValue;

/** Why a flag has its value. The words of OpenFeature, and whatever else a provider says. */
export type FlagReason =
  | 'STATIC'
  | 'DEFAULT'
  | 'TARGETING_MATCH'
  | 'SPLIT'
  | 'CACHED'
  | 'DISABLED'
  | 'STALE'
  | 'UNKNOWN'
  | 'ERROR'
  /** Forced by the state of services: see `ngx-convoy/openfeature`. */
  | 'DEGRADED'
  /** Set by hand, for a while. */
  | 'OVERRIDE'
  | (string & Record<never, never>);

/** What went wrong, as OpenFeature says it. The value is then the default. */
export type FlagErrorCode =
  | 'PROVIDER_NOT_READY'
  | 'PROVIDER_FATAL'
  | 'FLAG_NOT_FOUND'
  | 'PARSE_ERROR'
  | 'TYPE_MISMATCH'
  | 'TARGETING_KEY_MISSING'
  | 'INVALID_CONTEXT'
  | 'GENERAL';

/** What a provider says of a flag. */
export interface FlagResolution<T> {
  readonly value: T;
  /** Name of the value, such as `on` or `blue`. */
  readonly variant?: string | undefined;
  readonly reason?: FlagReason | undefined;
  readonly errorCode?: FlagErrorCode | undefined;
  readonly errorMessage?: string | undefined;
  readonly flagMetadata?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** Whether what a provider says can be relied on. */
export type FlagStatus = 'not-ready' | 'ready' | 'stale' | 'error';

/** What a provider tells of its own accord. Flags are read anew after each. */
export interface FlagEvent {
  /** `changed`: flags have other values now; the others are what the provider has become. */
  readonly type: 'ready' | 'changed' | 'stale' | 'error';
  /** Keys of the flags that changed; all may have when it is not given. */
  readonly flags?: readonly string[] | undefined;
}

/**
 * Where flags come from. In the shape of an OpenFeature provider of the static-context paradigm: synchronous, and the
 * provider knows for whom it evaluates.
 *
 * @see OpenFeature specification, section 2 (Provider); `ngx-convoy/openfeature` brings any of its providers here
 */
export interface FlagProvider {
  readonly metadata: { readonly name: string };
  readonly status: FlagStatus;
  /** Keys of all flags, where a provider can tell. */
  readonly keys?: readonly string[];
  resolveBooleanEvaluation(flagKey: string, defaultValue: boolean): FlagResolution<boolean>;
  resolveStringEvaluation(flagKey: string, defaultValue: string): FlagResolution<string>;
  resolveNumberEvaluation(flagKey: string, defaultValue: number): FlagResolution<number>;
  resolveObjectEvaluation<T extends JsonValue>(flagKey: string, defaultValue: T): FlagResolution<T>;
  /** @returns stops the telling */
  listen(listener: (event: FlagEvent) => void): () => void;
}

/** The provider in force. Default: one in memory that knows no flag. */
export const FLAG_PROVIDER = /* @__PURE__ */ new InjectionToken<FlagProvider>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'FLAG_PROVIDER' : '',
  { factory: () => inMemoryFlags() },
);
