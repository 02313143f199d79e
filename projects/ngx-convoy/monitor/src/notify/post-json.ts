import { DOCUMENT, inject, InjectionToken } from '@angular/core';
import type { Clock, Random } from 'ngx-convoy/core';
import { fullJitter, parseRetryAfter } from 'ngx-convoy/core';

declare const ngDevMode: unknown;

/** What of a `fetch` outputs need. */
export type OutputFetch = (url: string, init: RequestInit) => Promise<Response>;

/** The browser's own `fetch`: what tells of trouble must not itself go through what may be in trouble. */
export const OUTPUT_FETCH = /* @__PURE__ */ new InjectionToken<OutputFetch>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OUTPUT_FETCH' : '',
  {
    factory: () => {
      const view = inject(DOCUMENT).defaultView;
      return (url, init) =>
        view === null ? Promise.reject(new Error('there is no fetch')) : view.fetch(url, init);
    },
  },
);

/** How a request is made, and how patiently. */
export interface PostOptions {
  readonly method?: 'POST' | 'DELETE' | 'GET' | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Further attempts, whole, >= 0. */
  readonly retries: number;
  /** Milliseconds for one attempt, > 0. */
  readonly timeout: number;
}

const BACKOFF = { base: 1_000, max: 30_000 } as const;

/**
 * Sends JSON, and again when that may help: no answer, 429, 5xx. `Retry-After` wins over the backoff.
 *
 * @returns the body of the answer, `undefined` where that is no JSON
 * @throws Error that says what went wrong, without URL and headers: both may hold secrets
 */
export async function postJson(
  url: string,
  { method = 'POST', headers, body, retries, timeout }: PostOptions,
  runtime: { readonly clock: Clock; readonly random: Random; readonly fetch: OutputFetch },
): Promise<unknown> {
  const { clock, random } = runtime;
  const init: RequestInit = {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  for (let attempt = 1; ; attempt += 1) {
    const reply = await ask(url, init, timeout, runtime);
    if (!('problem' in reply)) return reply.body;
    if (!reply.isWorthRetrying || attempt > retries) throw new Error(reply.problem);
    const pause = reply.after ?? fullJitter(attempt, BACKOFF, random);
    await new Promise<void>((resolve) => {
      clock.schedule(clock.now() + pause, resolve);
    });
  }
}

type Reply =
  | { readonly body: unknown }
  | {
      readonly problem: string;
      readonly isWorthRetrying: boolean;
      /** Milliseconds. */
      readonly after?: number | undefined;
    };

async function ask(
  url: string,
  init: RequestInit,
  timeout: number,
  { clock, fetch }: { readonly clock: Clock; readonly fetch: OutputFetch },
): Promise<Reply> {
  const abort = new AbortController();
  const cancel = clock.schedule(clock.now() + timeout, () => {
    abort.abort();
  });
  try {
    const response = await fetch(url, { ...init, signal: abort.signal });
    if (response.ok) return { body: await readJson(response) };
    const { status } = response;
    return {
      problem: `it answered ${status}`,
      isWorthRetrying: status === 429 || status >= 500,
      after: parseRetryAfter(response.headers.get('Retry-After'), clock.now()),
    };
  } catch {
    const problem = abort.signal.aborted ? 'it did not answer in time' : 'it cannot be reached';
    return { problem, isWorthRetrying: true };
  } finally {
    cancel();
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
