import { makeEnvironmentProviders, type EnvironmentProviders } from '@angular/core';
import { CONSOLE_READONLY } from './console-readonly';
import { FAULT_INJECTOR, type FaultInjector } from './faults/fault-injector';
import { HttpFaultInjector } from './faults/http-fault-injector';

/** What the console may do, and what it talks to. */
export interface ConsoleOptions {
  /** Only shows: nobody can open or reset a breaker, acknowledge an alert or inject a fault. Default `false`. */
  readonly readonly?: boolean | undefined;
  /**
   * Adds the faults panel, which breaks backends on purpose. Give the URL of the mock backends' control listener, such as
   * `http://localhost:4100`, or make a {@link FaultInjector} of your own. Default: no faults panel. Not for production.
   */
  readonly faults?: { readonly url: string } | (() => FaultInjector) | undefined;
}

/**
 * Sets up the console. Without it, the console works with its defaults.
 *
 * Environment providers and no extension of `provideConvoy`: the console looks at the house and changes nothing about how
 * calls are made, so it is provided with its lazy route, where it costs the initial bundle nothing.
 *
 * @usageNotes
 * ```ts
 * // console.routes.ts, loaded by { path: 'console', loadChildren: () => import('./console.routes') }
 * export default [
 *   { path: '', providers: [provideConsole({ readonly: !isDevMode() })], children: consoleRoutes },
 * ] satisfies Routes;
 * ```
 */
export function provideConsole(options: ConsoleOptions = {}): EnvironmentProviders {
  const { readonly = false, faults } = options;
  return makeEnvironmentProviders([
    { provide: CONSOLE_READONLY, useValue: readonly },
    {
      provide: FAULT_INJECTOR,
      useFactory: () => {
        if (faults === undefined || readonly) return null;
        return typeof faults === 'function' ? faults() : new HttpFaultInjector(faults.url);
      },
    },
  ]);
}
