/** What tests say of a service; the words and units are those of the library's configuration. */
export interface LabService {
  readonly name: string;
  readonly match: string;
  readonly discover?: boolean;
  readonly instances?: readonly LabInstance[];
  readonly timeout?: number;
  readonly balancing?: {
    readonly policy?: 'peak-ewma' | 'round-robin' | 'response-time' | 'least-connections';
    readonly tau?: number;
    readonly slowStart?: { readonly window: number } | false;
    readonly panicThreshold?: number;
  };
  readonly retry?: { readonly attempts: number };
  readonly breaker?: { readonly consecutiveFailures: false; readonly failureRate: false };
  readonly instanceBreaker?: { readonly consecutiveFailures: number | false };
  readonly outlier?:
    | false
    | {
        readonly consecutiveFailures: number | false;
        readonly interval?: number;
        readonly ejection?: { readonly base: number; readonly jitter: number };
      };
}

export interface LabInstance {
  readonly id: string;
  readonly url: string;
}

/** How the page is set up. */
export interface LabSetup {
  readonly services: readonly LabService[];
  /** The registry, if instances are to be found: which one, and where. */
  readonly registry?:
    | { readonly type: 'consul'; readonly url: string; readonly wait?: number }
    | { readonly type: 'json'; readonly url: string; readonly interval: number };
  /** How many times faster than the world the page's clock runs. Default 1. */
  readonly speed?: number;
}

/** Requests that the page is to make. */
export interface Volley {
  readonly url: string;
  readonly method?: 'GET' | 'PUT';
  readonly body?: unknown;
  /** Milliseconds for which it goes on. */
  readonly duration: number;
  /** So many at a time: each answer is followed by the next request. */
  readonly width?: number;
  /** Or one after so many milliseconds each, whatever is answered. */
  readonly every?: number;
}

/** What became of a request. */
export interface VolleyOutcome {
  /** 0: no answer. */
  readonly status: number;
  /** Which instance has answered; empty when none has. */
  readonly instance: string;
  /** Milliseconds since the volley began. */
  readonly sentAt: number;
  /** Milliseconds. */
  readonly took: number;
}

export interface LeaseReport {
  readonly state: string;
  readonly problem: string | undefined;
}

/** What the page can be asked for, as `window.traffic`. */
export interface TrafficLab {
  open(setup: LabSetup): Promise<void>;
  fire(volley: Volley): Promise<readonly VolleyOutcome[]>;
  /** Ids of the instances in use, as signals show them. */
  instances(service: string): readonly string[];
  setInstances(service: string, instances: readonly LabInstance[]): void;
  problem(service: string): string | undefined;
  announce(service: string, endpoint: LabInstance, ttl: number): void;
  lease(id: string): LeaseReport;
  withdraw(id: string): Promise<void>;
}

declare global {
  interface Window {
    readonly traffic: TrafficLab;
  }
}
