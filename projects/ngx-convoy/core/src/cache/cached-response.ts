/** What a request says, as far as a cache needs to know. */
export interface CacheRequest {
  readonly method: string;
  /** Value of a header, in any case; `null` when there is none. */
  header(name: string): string | null;
}

/** Headers by their names in lower case. */
export type CacheHeaders = Readonly<Record<string, string>>;

/** An answer as it came, before it is kept. */
export interface CacheableResponse<Body> {
  readonly status: number;
  readonly headers: CacheHeaders;
  readonly body: Body;
  /** Epoch milliseconds at which it was asked for. */
  readonly requestTime: number;
  /** Epoch milliseconds at which it was there. */
  readonly responseTime: number;
}

/** An answer that is kept. Plain data, as far as its body is: it can be stored. */
export interface CachedResponse<Body> extends CacheableResponse<Body> {
  /** What the request said in the headers that `Vary` names. */
  readonly varied: Readonly<Record<string, string | null>>;
}
