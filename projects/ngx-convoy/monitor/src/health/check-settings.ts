import { inject, Service, signal } from '@angular/core';
import { MONITORING } from '../monitoring-options';
import { resolveChecks, type ServiceCheckOptions, type ServiceChecks } from './health-options';

/** How services are checked: as it was said at set-up, as it was changed since, and as it is for a while. */
@Service()
export class CheckSettings {
  private readonly monitoring = inject(MONITORING);
  private readonly said = new Map<string, ServiceCheckOptions>();
  /** What holds for a while, the last one on top. */
  private readonly lent = new Map<string, readonly ServiceCheckOptions[]>();
  private readonly changed = signal<ReadonlyMap<string, ServiceChecks>>(new Map());

  /** Reactive. The same object as long as nothing is changed. */
  of(service: string): ServiceChecks {
    return this.changed().get(service) ?? this.monitoring.checks(service);
  }

  /** @throws ConfigurationError, and nothing is changed then */
  configure(service: string, options: ServiceCheckOptions): void {
    const said = merge(this.saidOf(service), options);
    this.publish(service, said, this.lent.get(service) ?? []);
    this.said.set(service, said);
  }

  /**
   * The same for a while.
   *
   * @returns how to end it
   * @throws ConfigurationError, and nothing is changed then
   */
  lend(service: string, options: ServiceCheckOptions): () => void {
    const before = this.lent.get(service) ?? [];
    this.publish(service, this.saidOf(service), [...before, options]);
    this.lent.set(service, [...before, options]);
    return () => {
      const left = (this.lent.get(service) ?? []).filter((each) => each !== options);
      this.lent.set(service, left);
      this.publish(service, this.saidOf(service), left);
    };
  }

  private saidOf(service: string): ServiceCheckOptions {
    return this.said.get(service) ?? this.monitoring.checkOptions(service);
  }

  private publish(
    service: string,
    said: ServiceCheckOptions,
    lent: readonly ServiceCheckOptions[],
  ): void {
    const path = `checks of '${service}'`;
    const checks = resolveChecks(path, lent.reduce(merge, said), this.monitoring.health);
    this.changed.update((changed) => new Map(changed).set(service, checks));
  }
}

/** What is left out stays as it was. */
function merge(options: ServiceCheckOptions, others: ServiceCheckOptions): ServiceCheckOptions {
  const given = Object.entries(others).filter(([, value]) => value !== undefined);
  return { ...options, ...Object.fromEntries(given) };
}
