import { InjectionToken } from '@angular/core';
import type { ActiveFault, Fault, FaultTarget } from './fault';

/** An instance that can be broken. */
export interface FaultableInstance {
  readonly id: string;
  /** Whether it accepts connections right now. */
  readonly up: boolean;
  readonly zone: string | undefined;
  readonly version: string | undefined;
}

/** A service that can be broken, as the control backend knows it. */
export interface FaultableService {
  readonly name: string;
  /** The business or group that it belongs to. */
  readonly group: string | undefined;
  readonly instances: readonly FaultableInstance[];
}

/**
 * Breaks backends on purpose and mends them: the port behind the console's faults panel.
 *
 * Every method rejects with an `Error` whose message a person can read; the panel shows it as it is.
 *
 * @usageNotes
 * ```ts
 * class HaproxyFaults implements FaultInjector { … }
 * provideConsole({ faults: () => inject(HaproxyFaults) })
 * ```
 */
export interface FaultInjector {
  /** Everything that can be broken, and what is up. */
  services(): Promise<readonly FaultableService[]>;
  /** The faults that are in force, one entry for each instance and type. */
  faults(): Promise<readonly ActiveFault[]>;
  /** Adds a fault; one of the same type on the same instance is replaced. */
  add(target: FaultTarget, fault: Fault): Promise<void>;
  /** Replaces all faults of the target by these. */
  replace(target: FaultTarget, faults: readonly Fault[]): Promise<void>;
  /** Clears the faults of the target, or all there are, and starts what is down. */
  mend(target?: FaultTarget): Promise<void>;
}

/** The fault injector of the console; `null` (the default) means that there is none, and no faults panel. */
export const FAULT_INJECTOR = new InjectionToken<FaultInjector | null>(
  'ngx-convoy.FAULT_INJECTOR',
  { factory: () => null },
);
