import { assertInInjectionContext, inject, type Signal } from '@angular/core';
import type { FlagValue, JsonValue } from './flag-provider';
import { Flags, type FlagEvaluation } from './flags';

/**
 * A flag of the default's type.
 *
 * @usageNotes
 * ```ts
 * protected readonly newBasket = injectFlag('new-basket', false); // newBasket().value
 * ```
 */
export function injectFlag(key: string, otherwise: boolean): Signal<FlagEvaluation<boolean>>;
export function injectFlag(key: string, otherwise: string): Signal<FlagEvaluation<string>>;
export function injectFlag(key: string, otherwise: number): Signal<FlagEvaluation<number>>;
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
