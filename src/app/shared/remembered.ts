import { effect, signal, type WritableSignal } from '@angular/core';

/**
 * A signal that survives a reload. A browser that refuses storage, or one that holds rubbish, costs the memory only.
 * Call it in an injection context.
 */
export function remembered<T extends string>(
  key: string,
  fallback: T,
  isValid: (text: string) => text is T,
): WritableSignal<T> {
  const stored = read(key);
  const state = signal<T>(stored !== undefined && isValid(stored) ? stored : fallback);
  effect(() => {
    write(key, state());
  });
  return state;
}

function read(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined; // Storage is switched off for this site.
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Full or switched off: it is remembered until the tab closes.
  }
}
