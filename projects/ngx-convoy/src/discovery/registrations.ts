import { DestroyRef, inject, Service, signal, type Signal } from '@angular/core';
import {
  ConfigurationError,
  inWords,
  requireHttpUrl,
  requireNumber,
  type EndpointDefinition,
} from 'ngx-convoy/core';
import { PIPELINE_RUNTIME } from '../pipeline/pipeline-runtime';
import { ENDPOINT_SOURCE, REGISTRY_FETCH, type EndpointSourceRuntime } from './endpoint-source';
import { KeptLease, type Lease } from './lease';

declare const ngServerMode: unknown;

/** How long an announcement lasts without being renewed. */
export interface AnnounceOptions {
  /** Milliseconds, 3,000 to 600,000. Default 30,000: a hidden tab is woken once a minute, and is then lost for a while. */
  readonly ttl?: number | undefined;
}

/**
 * Announces instances to the registry and keeps them announced: the presence of a client, a worker in this tab, a
 * device that offers something. Services on servers announce themselves.
 *
 * @usageNotes
 * ```ts
 * const lease = inject(Registrations).announce('presence', { id: userId, url: 'https://relay.example.com/u/7' });
 * // {{ lease.state() }}: announcing, held, lost, refused, withdrawn
 * await lease.withdraw();
 * ```
 */
@Service()
export class Registrations {
  /** Those that are not withdrawn. */
  readonly leases: Signal<readonly Lease[]>;

  private readonly source = inject(ENDPOINT_SOURCE);
  private readonly runtime: EndpointSourceRuntime = {
    clock: inject(PIPELINE_RUNTIME).clock,
    random: inject(PIPELINE_RUNTIME).random,
    fetch: inject(REGISTRY_FETCH),
  };
  private readonly kept = signal<readonly KeptLease[]>([]);

  constructor() {
    this.leases = this.kept.asReadonly();
    inject(DestroyRef).onDestroy(() => {
      for (const lease of this.kept()) void lease.withdraw();
    });
  }

  /**
   * Withdrawn when the app is destroyed; when a tab is closed, its time to live ends it.
   *
   * @throws ConfigurationError when the registry is only read, or when there is none; on a server, always
   */
  announce(
    service: string,
    endpoint: EndpointDefinition,
    { ttl = 30_000 }: AnnounceOptions = {},
  ): Lease {
    requireHttpUrl(`instance '${endpoint.id}': url`, endpoint.url);
    requireNumber('ttl', ttl, { min: 3_000, max: 600_000 });
    const registrar = this.source?.registrar;
    if (registrar === undefined || (typeof ngServerMode !== 'undefined' && ngServerMode)) {
      throw new ConfigurationError(
        'registry',
        this.source?.name,
        inWords(() => 'one that takes announcements, such as consulRegistry(…), in a browser'),
      );
    }
    const lease = new KeptLease({ service, endpoint, ttl }, registrar, this.runtime);
    this.kept.update((known) => [...known, lease]);
    return {
      registration: lease.registration,
      state: lease.state,
      problem: lease.problem,
      withdraw: async () => {
        this.kept.update((known) => known.filter((each) => each !== lease));
        await lease.withdraw();
      },
    };
  }
}
