import type { HttpResponse } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { CLOCK, type FallbackSource, type ServiceCall } from 'ngx-convoy';
import { formatCacheStatus } from 'ngx-convoy/core';
import { Freshness } from './freshness';
import { addCacheStatus, markHeaders } from './provenance';

/** What is known of an answer that is given in a service's place. */
export interface Mark {
  readonly source: FallbackSource;
  /** Epoch milliseconds at which it was good. */
  readonly at: number;
  /** In words. */
  readonly reason: string;
  /** Milliseconds for which it is fresh, as its cache sees it. */
  readonly ttl?: number | undefined;
}

/** Says where answers come from: in their headers, to whoever watches the service, and in the trace of the call. */
@Service()
export class Marks {
  private readonly clock = inject(CLOCK);
  private readonly freshness = inject(Freshness);

  /** Marks an answer that is given in a service's place. */
  mark(call: ServiceCall, response: HttpResponse<unknown>, mark: Mark): HttpResponse<unknown> {
    const { source, at, reason, ttl } = mark;
    const substitute = { source, at, reason, service: call.service };
    this.freshness.substituted(substitute);
    call.answeredBy(source === 'stale' ? 'cache' : source, reason);
    const headers = markHeaders(response.headers, substitute, this.clock.now(), ttl);
    return response.clone({ headers });
  }

  /** Marks a live answer that was asked for in an unusual way. */
  forwarded(
    response: HttpResponse<unknown>,
    how: {
      readonly fwd: 'miss' | 'stale';
      readonly isConfirmed: boolean;
      readonly isJoined: boolean;
    },
  ): HttpResponse<unknown> {
    const status = formatCacheStatus('convoy', {
      fwd: how.fwd,
      fwdStatus: how.isConfirmed ? 304 : undefined,
      stored: true,
      collapsed: how.isJoined,
    });
    return response.clone({ headers: addCacheStatus(response.headers, status) });
  }

  /** A newer answer came after an older one was given. */
  renewed(call: ServiceCall): void {
    this.freshness.renewed(call.service);
  }
}
