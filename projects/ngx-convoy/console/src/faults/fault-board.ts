import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { HealthChecks } from 'ngx-convoy/monitor';
import { Heartbeat } from '../shell/heartbeat';
import type { ActiveFault, Fault, FaultTarget, FaultType } from './fault';
import { FAULT_INJECTOR, type FaultableService, type FaultInjector } from './fault-injector';
import { summarizeFaults } from './fault-text';

/** Milliseconds between two looks at the control backend, which others may use too. */
const LOOK_EVERY = 3_000;
/** The same while it does not answer. */
const LOOK_EVERY_WHEN_SILENT = 10_000;

/**
 * What is broken on purpose, as last heard from the {@link FaultInjector}, and the hands that break and mend.
 *
 * Looks on the console's heartbeat, so only while the console is seen. What was heard stays when the control backend falls
 * silent; `silence` then says so.
 */
@Service({ autoProvided: false })
export class FaultBoard {
  private readonly injector = inject(FAULT_INJECTOR);
  private readonly heartbeat = inject(Heartbeat);
  private readonly checks = inject(HealthChecks);
  private readonly known = signal<Known>({ services: [], faults: [] });
  private readonly silent = signal('');
  private readonly refused = signal('');
  private readonly running = signal(0);
  private lookAt = 0;
  private reads = 0;
  private newest = 0;

  /** Whether there is anything to break with. */
  readonly isAvailable = this.injector !== null;
  readonly services = computed(() => this.known().services);
  readonly faults = computed(() => this.known().faults);
  /** Why the control backend cannot be read; empty when it can. */
  readonly silence = this.silent.asReadonly();
  /** Why the last action failed; empty when it did not. */
  readonly refusal = this.refused.asReadonly();
  /** Whether an action is under way. */
  readonly isBusy = computed(() => this.running() > 0);

  /** Active faults in a few words: `recommendations down, pricing-3 slow`; empty when there are none. */
  readonly summary = computed(() => {
    const counts = new Map(this.services().map(({ name, instances }) => [name, instances.length]));
    return summarizeFaults(this.faults(), (service) => counts.get(service) ?? Infinity);
  });

  constructor() {
    const { injector } = this;
    if (injector === null) return;
    effect(() => {
      const now = this.heartbeat.now();
      untracked(() => {
        if (now >= this.lookAt) void this.look(injector, now);
      });
    });
  }

  /** Adds a fault to an instance, or to all instances of a service. */
  add(target: FaultTarget, fault: Fault): Promise<void> {
    return this.act((injector) => injector.add(target, fault));
  }

  /** Takes one type of fault away from the target, and leaves its other faults as they are. */
  remove(target: FaultTarget, type: FaultType): Promise<void> {
    const { service, instance } = target;
    const inForce = this.faults().filter(
      (each) => each.service === service && (instance === undefined || each.instance === instance),
    );
    const hit = new Set(inForce.filter(({ fault }) => fault.type === type).map((f) => f.instance));
    return this.act(async (injector) => {
      for (const id of hit) {
        const others = inForce.filter((f) => f.instance === id && f.fault.type !== type);
        await injector.replace({ service, instance: id }, others.map(renewed));
      }
    });
  }

  /** Clears the faults of a service or instance, or all there are, and has those asked how they are. */
  async mend(target?: FaultTarget): Promise<void> {
    await this.act((injector) => injector.mend(target));
    void this.checks.checkNow(target?.service);
  }

  private async act(action: (injector: FaultInjector) => Promise<void>): Promise<void> {
    const { injector } = this;
    if (injector === null) return;
    this.running.update((count) => count + 1);
    try {
      await action(injector);
      this.refused.set('');
      await this.read(injector);
    } catch (error) {
      this.refused.set(messageOf(error)); // the panel shows it
    } finally {
      this.running.update((count) => count - 1);
    }
  }

  private async look(injector: FaultInjector, now: number): Promise<void> {
    this.lookAt = now + LOOK_EVERY;
    try {
      await this.read(injector);
    } catch (error) {
      this.silent.set(messageOf(error)); // asked again later
      this.lookAt = now + LOOK_EVERY_WHEN_SILENT;
    }
  }

  /** A look that began before an action must not overwrite what was read after it. */
  private async read(injector: FaultInjector): Promise<void> {
    this.reads += 1;
    const turn = this.reads;
    const [services, faults] = await Promise.all([injector.services(), injector.faults()]);
    if (turn < this.newest) return;
    this.newest = turn;
    this.known.set({ services, faults });
    this.silent.set('');
  }
}

interface Known {
  readonly services: readonly FaultableService[];
  readonly faults: readonly ActiveFault[];
}

/** The fault to set again: what is left of its time becomes its time. */
function renewed({ fault, remainingMs }: ActiveFault): Fault {
  return remainingMs === undefined
    ? fault
    : { ...fault, ttlMs: Math.max(1, Math.round(remainingMs)) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
