import { DOCUMENT, inject, Service } from '@angular/core';
import { Origins, requireNumber } from 'ngx-convoy/core';
import { CONVOY_CONFIG, type OriginsConfig } from '../config/convoy-config';
import { PIPELINE_RUNTIME } from '../pipeline/pipeline-runtime';
import { OriginProtocols } from './origin-protocols';

declare const ngServerMode: unknown;

/** The limits per origin as configured, and as the protocols of the origins want them. */
@Service()
export class OriginLimits {
  /** `undefined` when there are none: switched off, or on the server, where no browser counts connections. */
  readonly origins: Origins | undefined;
  /** Called when anything has moved at an origin. */
  moved: ((origin: string) => void) | undefined = undefined;

  /** Limits that an operator has set. */
  private readonly fixed = new Set<string>();
  private readonly http1: number;
  private readonly multiplexed: number;

  constructor() {
    const { origins = true } = inject(CONVOY_CONFIG);
    const config: OriginsConfig = typeof origins === 'boolean' ? {} : origins;
    const { http1 = 6, multiplexed = 24, ...others } = config;
    this.http1 = requireNumber('origins.http1', http1, { min: 1, integer: true });
    this.multiplexed = requireNumber('origins.multiplexed', multiplexed, { min: 1, integer: true });
    const isServer = typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
    if (origins === false || isServer) return;
    const { clock, deadlines } = inject(PIPELINE_RUNTIME);
    const protocols = inject(OriginProtocols);
    const limitOf = (origin: string): number =>
      protocols.isHttp1(origin) ? this.http1 : this.multiplexed;
    const given = {
      ...others,
      self: inject(DOCUMENT).defaultView?.location.origin,
      limitOf,
      moved: (origin: string) => this.moved?.(origin),
    };
    const made = new Origins(given, clock, deadlines);
    this.origins = made;
    protocols.learnt = (origin) => {
      if (!this.fixed.has(origin)) made.get(origin)?.resize(limitOf(origin));
    };
  }

  /** A limit set by hand: what the protocol of the origin wants no longer counts. */
  fix(origin: string): void {
    this.fixed.add(origin);
  }
}
