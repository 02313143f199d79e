export type CheckStatus = 'passing' | 'warning' | 'critical';

/** One instance as the registry knows it; the words are Consul's. */
export interface Registration {
  readonly id: string;
  readonly service: string;
  readonly node: string;
  readonly address: string;
  readonly port: number;
  readonly datacenter: string;
  readonly zone: string;
  readonly tags: readonly string[];
  readonly meta: Readonly<Record<string, string>>;
  readonly weights: { readonly passing: number; readonly warning: number };
  readonly check: { readonly status: CheckStatus; readonly output: string };
}

/**
 * Who offers which service, and where. Every change moves the index of its service, by which watchers wait for the next.
 *
 * @see https://developer.hashicorp.com/consul/api-docs/features/blocking
 */
export class Registry {
  private readonly registrations = new Map<string, Registration>();
  private readonly indexes = new Map<string, number>();
  private readonly watchers = new Set<() => void>();
  private lastIndex = 1;

  /** The index of everything. */
  get index(): number {
    return this.lastIndex;
  }

  get all(): readonly Registration[] {
    return [...this.registrations.values()];
  }

  /** The index of one service; 1 if nobody has ever offered it. */
  indexOf(service: string): number {
    return this.indexes.get(service) ?? 1;
  }

  instancesOf(service: string): readonly Registration[] {
    return this.all.filter((registration) => registration.service === service);
  }

  /** Registering again what is known already moves no index. */
  register(registration: Registration): void {
    const known = this.registrations.get(registration.id);
    if (JSON.stringify(known) === JSON.stringify(registration)) return;
    this.registrations.set(registration.id, registration);
    this.moved(registration.service);
    if (known !== undefined && known.service !== registration.service) this.moved(known.service);
  }

  /** False when there is no such instance. */
  deregister(id: string): boolean {
    const known = this.registrations.get(id);
    if (known === undefined) return false;
    this.registrations.delete(id);
    this.moved(known.service);
    return true;
  }

  setCheck(id: string, check: Registration['check']): void {
    const known = this.registrations.get(id);
    if (known !== undefined) this.register({ ...known, check });
  }

  /** Moves every index: what watchers see has changed as a whole. */
  touchAll(): void {
    for (const service of this.indexes.keys()) this.moved(service);
  }

  /**
   * Resolves when `index` returns another number than `known`, after `ms` milliseconds, or when `signal` aborts.
   *
   * Another, not only a higher: a watcher that knows a higher one has outlived a restart of ours, and has to see the index go back.
   */
  async waitForMove(
    index: () => number,
    known: number,
    ms: number,
    signal: AbortSignal,
  ): Promise<void> {
    if (index() !== known || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const look = (): void => {
        if (index() !== known) done();
      };
      const timer = setTimeout(done, ms);
      this.watchers.add(look);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  private moved(service: string): void {
    this.lastIndex += 1;
    this.indexes.set(service, this.lastIndex);
    for (const look of [...this.watchers]) look();
  }
}
