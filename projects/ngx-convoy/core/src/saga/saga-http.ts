/** What a request of a saga may carry besides its body. */
export interface SagaRequestOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Query parameters. */
  readonly params?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/**
 * How a step talks to its participant. Every request that may have an effect carries the step's `Idempotency-Key`, the same on
 * every attempt, and is aborted with the step.
 *
 * A port: the flow room fills it with `HttpClient`, a worker in Node with `fetch`.
 *
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export interface SagaHttp {
  get<T>(url: string, options?: SagaRequestOptions): Promise<T>;
  post<T>(url: string, body: unknown, options?: SagaRequestOptions): Promise<T>;
  put<T>(url: string, body: unknown, options?: SagaRequestOptions): Promise<T>;
  patch<T>(url: string, body: unknown, options?: SagaRequestOptions): Promise<T>;
  delete<T>(url: string, options?: SagaRequestOptions): Promise<T>;
}
