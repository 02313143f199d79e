/** Any fault ends by itself when it carries a time to live. */
interface Timed {
  /** Milliseconds, 1..86,400,000. */
  readonly ttlMs?: number;
}

/** A fault that hits requests one by one. */
interface PerRequest extends Timed {
  /** The share of requests it hits, 0..1. */
  readonly toxicity: number;
  /** The same seed repeats the same draws. */
  readonly seed?: number;
  /** Spares `/health`, which then says that all is well: a grey failure. */
  readonly exceptHealth: boolean;
}

export interface LatencyFault extends PerRequest {
  readonly type: 'latency';
  /** Milliseconds on top of the usual, plus or minus `jitter`. */
  readonly latency: number;
  readonly jitter: number;
}

export interface ErrorsFault extends PerRequest {
  readonly type: 'errors';
  /** 0..1 */
  readonly rate: number;
  /** 400..599 */
  readonly status: number;
}

/** Accepts and never answers. */
export interface HangFault extends PerRequest {
  readonly type: 'hang';
}

export interface RateLimitFault extends PerRequest {
  readonly type: 'rateLimit';
  /** Seconds, as the header of the same name. */
  readonly retryAfter: number;
  /** Requests per second that pass; 0 lets none pass. */
  readonly rate: number;
}

export interface SlowBodyFault extends PerRequest {
  readonly type: 'slowBody';
  readonly bytesPerSecond: number;
}

/** The answer breaks off: what was asked for has happened, but the caller cannot know. */
export interface TruncatedBodyFault extends PerRequest {
  readonly type: 'truncatedBody';
  /** Bytes of the body that still arrive. */
  readonly bytes: number;
}

export interface MalformedJsonFault extends PerRequest {
  readonly type: 'malformedJson';
}

/** The registry only: every answer is an empty list. */
export interface EmptyFault extends PerRequest {
  readonly type: 'empty';
}

export type RequestFault =
  | LatencyFault
  | ErrorsFault
  | HangFault
  | RateLimitFault
  | SlowBodyFault
  | TruncatedBodyFault
  | MalformedJsonFault
  | EmptyFault;

/** The listener closes: connections are refused. */
export interface DownFault extends Timed {
  readonly type: 'down';
}

/** The listener closes and opens by turns, beginning closed. */
export interface FlappingFault extends Timed {
  readonly type: 'flapping';
  /** Milliseconds */
  readonly upMs: number;
  /** Milliseconds */
  readonly downMs: number;
}

export type ListenerFault = DownFault | FlappingFault;

export type Fault = RequestFault | ListenerFault;

export type FaultType = Fault['type'];

/** What can befall an instance of a service. */
export const instanceFaultTypes: readonly FaultType[] = [
  'latency',
  'errors',
  'down',
  'flapping',
  'hang',
  'rateLimit',
  'slowBody',
  'truncatedBody',
  'malformedJson',
];

/** What can befall the registry: its listener also carries the control, so it never closes. */
export const registryFaultTypes: readonly FaultType[] = [
  'latency',
  'errors',
  'hang',
  'malformedJson',
  'empty',
];

/** What can befall the collector of traces, on the same listener. */
export const collectorFaultTypes: readonly FaultType[] = [
  'latency',
  'errors',
  'hang',
  'rateLimit',
  'malformedJson',
];
