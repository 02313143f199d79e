import type { CheckStatus, Registration, Registry } from './registry.ts';

/** How an instance keeps itself listed. */
export interface LeaseTerms {
  /** `service:catalog-9` */
  readonly checkId: string;
  /** Milliseconds that a renewal lasts. */
  readonly ttl: number;
  /** Milliseconds that a check may be critical before its instance is removed; `undefined`: for ever. */
  readonly removedAfter: number | undefined;
}

/**
 * Instances that check in by themselves. Whoever does not in time turns critical, and is removed when it stays so.
 *
 * Consul removes nothing before a minute has passed, and looks every half a minute only; here it happens to the millisecond, so
 * that a test need not wait.
 *
 * @see https://developer.hashicorp.com/consul/docs/services/usage/checks#ttl-checks
 */
export class Leases {
  private readonly registry: Registry;
  private readonly held = new Map<string, Lease>();

  constructor(registry: Registry) {
    this.registry = registry;
  }

  /** Lists an instance; critical until it checks in, unless it was known already: then its check stays as it was. */
  grant(registration: Registration, terms: LeaseTerms): void {
    const known = this.find(registration.id);
    this.end(registration.id);
    this.registry.register({ ...registration, check: known?.check ?? registration.check });
    this.held.set(registration.id, { terms, timer: undefined });
    const status = known?.check.status ?? registration.check.status;
    if (status === 'critical') this.awaitRemoval(registration.id);
    else this.awaitExpiry(registration.id);
  }

  /** An instance checks in. False when nobody has a check of that name. */
  renew(checkId: string, status: CheckStatus, output: string): boolean {
    for (const [id, { terms }] of this.held) {
      if (terms.checkId !== checkId) continue;
      const wasCritical = this.find(id)?.check.status === 'critical';
      this.registry.setCheck(id, { status, output });
      if (status !== 'critical') this.awaitExpiry(id);
      else if (!wasCritical) this.awaitRemoval(id);
      return true;
    }
    return false;
  }

  /** Forgets that an instance has to check in. */
  end(id: string): void {
    clearTimeout(this.held.get(id)?.timer);
    this.held.delete(id);
  }

  endAll(): void {
    for (const id of [...this.held.keys()]) this.end(id);
  }

  private awaitExpiry(id: string): void {
    this.wait(
      id,
      ({ ttl }) => ttl,
      () => {
        this.registry.setCheck(id, { status: 'critical', output: 'TTL expired' });
        this.awaitRemoval(id);
      },
    );
  }

  private awaitRemoval(id: string): void {
    this.wait(
      id,
      ({ removedAfter }) => removedAfter,
      () => {
        this.end(id);
        this.registry.deregister(id);
      },
    );
  }

  private wait(id: string, ms: (terms: LeaseTerms) => number | undefined, then: () => void): void {
    const lease = this.held.get(id);
    if (lease === undefined) return;
    clearTimeout(lease.timer);
    const time = ms(lease.terms);
    lease.timer = time === undefined ? undefined : setTimeout(then, time).unref();
  }

  private find(id: string): Registration | undefined {
    return this.registry.all.find((registration) => registration.id === id);
  }
}

interface Lease {
  readonly terms: LeaseTerms;
  timer: NodeJS.Timeout | undefined;
}
