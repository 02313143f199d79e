/** What every fault may say beside its own fields. */
export interface FaultScope {
  /** Milliseconds after which it ends by itself; without it, it stays until it is mended. */
  readonly ttlMs?: number | undefined;
  /** Share of the requests that it hits, 0..1. Default 1. Not for `down` and `flapping`. */
  readonly toxicity?: number | undefined;
  /** Spares the health endpoint, so that only real calls suffer: the grey failure. */
  readonly exceptHealth?: boolean | undefined;
}

/** Each answer waits `latency` ± `jitter` milliseconds on top of the usual. */
export interface LatencyFault extends FaultScope {
  readonly type: 'latency';
  readonly latency: number;
  readonly jitter?: number | undefined;
}

/** The share `rate` (0..1) is answered with `status` (400..599). */
export interface ErrorsFault extends FaultScope {
  readonly type: 'errors';
  readonly rate?: number | undefined;
  readonly status?: number | undefined;
}

/** More than `rate` requests a second are answered with 429 and `Retry-After: retryAfter` (seconds). */
export interface RateLimitFault extends FaultScope {
  readonly type: 'rateLimit';
  readonly retryAfter?: number | undefined;
  readonly rate?: number | undefined;
}

/** Goes down for `downMs` and comes up for `upMs`, again and again. */
export interface FlappingFault extends FaultScope {
  readonly type: 'flapping';
  readonly upMs: number;
  readonly downMs: number;
}

/** The body trickles. */
export interface SlowBodyFault extends FaultScope {
  readonly type: 'slowBody';
  readonly bytesPerSecond: number;
}

/** The connection is cut after `bytes` of the body. */
export interface TruncatedBodyFault extends FaultScope {
  readonly type: 'truncatedBody';
  readonly bytes?: number | undefined;
}

/** `down`: connections are refused. `hang`: never answers. `malformedJson`: 200 with a body that does not parse. */
export interface PlainFault extends FaultScope {
  readonly type: 'down' | 'hang' | 'malformedJson' | 'empty';
}

/** Something that is wrong on purpose, in toxiproxy's words where it has them. */
export type Fault =
  | LatencyFault
  | ErrorsFault
  | RateLimitFault
  | FlappingFault
  | SlowBodyFault
  | TruncatedBodyFault
  | PlainFault;

/** The kind of a fault. */
export type FaultType = Fault['type'];

/** What a fault is given to: a service with all its instances, or one of them. */
export interface FaultTarget {
  readonly service: string;
  readonly instance?: string | undefined;
}

/** A fault that is in force on one instance. */
export interface ActiveFault {
  readonly service: string;
  readonly instance: string;
  readonly fault: Fault;
  /** Milliseconds until it ends by itself; `undefined` when only mending ends it. */
  readonly remainingMs: number | undefined;
}
