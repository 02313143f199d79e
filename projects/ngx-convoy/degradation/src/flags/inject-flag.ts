import { assertInInjectionContext, inject, type Signal } from '@angular/core';
import type { FlagValue, JsonValue } from './flag-provider';
import { Flags, type FlagEvaluation } from './flags';

/**
 * A flag that is on or off; the others have the type of their default.
 *
 * @usageNotes
 * ```ts
 * protected readonly newBasket = injectFlag('new-basket', false); // newBasket().value
 * ```
 */
export function injectFlag(key: string, otherwise: boolean): Signal<FlagEvaluation<boolean>>;
/** A flag that is a text. */
export function injectFlag(key: string, otherwise: string): Signal<FlagEvaluation<string>>;
/** A flag that is a number. */
export function injectFlag(key: string, otherwise: number): Signal<FlagEvaluation<number>>;
/** A flag that is an object. */
export function injectFlag<T extends JsonValue>(
  key: string,
  otherwise: T,
): Signal<FlagEvaluation<T>>;
export function injectFlag(key: string, otherwise: FlagValue): Signal<FlagEvaluation> {
  assertInInjectionContext(injectFlag);
  const flags = inject(Flags);
  switch (typeof otherwise) {
    case 'boolean':
      return flags.boolean(key, otherwise);
    case 'string':
      return flags.string(key, otherwise);
    case 'number':
      return flags.number(key, otherwise);
    default:
      return flags.object(key, otherwise);
  }
}
