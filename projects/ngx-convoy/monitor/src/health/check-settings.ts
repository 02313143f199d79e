import { inject, Service, signal } from '@angular/core';
import { MONITORING } from '../monitoring-options';
import { resolveChecks, type ServiceCheckOptions, type ServiceChecks } from './health-options';

/** How services are checked: as it was said at set-up, and as it was changed since. */
@Service()
export class CheckSettings {
  private readonly monitoring = inject(MONITORING);
  private readonly said = new Map<string, ServiceCheckOptions>();
  private readonly changed = signal<ReadonlyMap<string, ServiceChecks>>(new Map());

  /** Reactive. The same object as long as nothing is changed. */
  of(service: string): ServiceChecks {
    return this.changed().get(service) ?? this.monitoring.checks(service);
  }

  /** @throws ConfigurationError, and nothing is changed then */
  configure(service: string, options: ServiceCheckOptions): void {
    const before = this.said.get(service) ?? this.monitoring.checkOptions(service);
    const merged = { ...before, ...leftIn(options) };
    const checks = resolveChecks(`checks of '${service}'`, merged, this.monitoring.health);
    this.said.set(service, merged);
    this.changed.update((changed) => new Map(changed).set(service, checks));
  }
}

/** What is left out stays as it was. */
function leftIn(options: ServiceCheckOptions): ServiceCheckOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
