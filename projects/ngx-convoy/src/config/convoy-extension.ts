import type { EnvironmentProviders, Provider } from '@angular/core';

/** Something that `provideConvoy` and `ConvoyModule.forRoot` add to the house; made by a `withX()` function. */
export interface ConvoyExtension<Kind extends string = string> {
  /** What it is; two of the same kind contradict each other and are refused. */
  readonly kind: Kind;
  readonly providers: readonly (Provider | EnvironmentProviders)[];
}

/**
 * Makes an extension. Rooms and integrations use it for their `withX()`.
 *
 * @usageNotes
 * ```ts
 * export function withBeacon(url: string): ConvoyExtension<'beacon'> {
 *   return convoyExtension('beacon', [{ provide: BEACON_URL, useValue: url }]);
 * }
 * ```
 */
export function convoyExtension<Kind extends string>(
  kind: Kind,
  providers: readonly (Provider | EnvironmentProviders)[],
): ConvoyExtension<Kind> {
  return { kind, providers };
}
