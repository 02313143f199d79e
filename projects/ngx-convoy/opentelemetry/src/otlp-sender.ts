import { DOCUMENT, inject, InjectionToken, Service } from '@angular/core';
import { CLOCK } from 'ngx-convoy';
import { parseRetryAfter } from 'ngx-convoy/core';

/** Where something is sent, and how. */
export interface OtlpTarget {
  readonly url: string;
  readonly headers: () => Readonly<Record<string, string>>;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
}

/** Bytes that a page may have under way in requests that outlive it are 64 kB; the rest is the app's. */
export const KEEPALIVE_BYTES = 60 * 1_024;
/** Requests that may outlive the page at the same time, so that there is room for the app's. */
const KEEPALIVE_REQUESTS = 9;

/** What became of a batch. */
export type SendResult =
  /** `rejected`: spans or points that the collector did not want, of a batch that it took. */
  | { readonly type: 'accepted'; readonly rejected: number; readonly problem: string }
  /** It may be sent again, after so many milliseconds if the collector said. */
  | { readonly type: 'again'; readonly after: number | undefined; readonly problem: string }
  /** It must not be sent again. */
  | { readonly type: 'refused'; readonly problem: string };

declare const ngDevMode: unknown;

/** What of a `fetch` an exporter needs. */
type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** A function that one of OpenTelemetry's instrumentations has put in place of another one. */
interface Instrumented {
  readonly __original: Fetch;
}

/**
 * The browser's own `fetch`: one that an instrumentation has wrapped would trace the export of traces, which would be
 * exported.
 */
export const OTLP_FETCH = /* @__PURE__ */ new InjectionToken<Fetch | undefined>(
  typeof ngDevMode !== 'undefined' && ngDevMode ? 'OTLP_FETCH' : '',
  {
    factory: () => {
      const view = inject(DOCUMENT).defaultView;
      if (view === null || typeof view.fetch !== 'function') return undefined;
      return (url, init) => {
        const own = (view.fetch as Partial<Instrumented>).__original;
        return own === undefined ? view.fetch(url, init) : Reflect.apply(own, view, [url, init]);
      };
    },
  },
);

/** Sends batches, and understands what a collector answers. @see OpenTelemetry Protocol 1.9, OTLP/HTTP Response */
@Service()
export class OtlpSender {
  private readonly clock = inject(CLOCK);
  private readonly fetch = inject(OTLP_FETCH);
  private bytes = 0;
  private requests = 0;

  /** Bytes that may be sent now by a request that outlives the page. */
  get room(): number {
    return this.requests < KEEPALIVE_REQUESTS ? KEEPALIVE_BYTES - this.bytes : 0;
  }

  /**
   * @param body in ASCII, so that its length is its size
   * @param outlives whether it should arrive even when the page goes
   */
  async send(target: OtlpTarget, body: string, outlives: boolean): Promise<SendResult> {
    const { fetch } = this;
    if (fetch === undefined) return { type: 'refused', problem: 'there is no fetch here' };
    const size = body.length;
    const keepalive = outlives && size <= this.room;
    if (keepalive) {
      this.bytes += size;
      this.requests += 1;
    }
    try {
      return await this.post(fetch, target, body, keepalive);
    } finally {
      if (keepalive) {
        this.bytes -= size;
        this.requests -= 1;
      }
    }
  }

  private async post(
    fetch: Fetch,
    { url, headers, timeout }: OtlpTarget,
    body: string,
    keepalive: boolean,
  ): Promise<SendResult> {
    const controller = new AbortController();
    const stop = this.clock.schedule(this.clock.now() + timeout, () => {
      controller.abort();
    });
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { ...headers(), 'Content-Type': 'application/json' },
        body,
        keepalive,
        signal: controller.signal,
      });
      return await this.understand(response);
    } catch (error) {
      // No answer, whatever the reason: the same body may be sent again.
      return { type: 'again', after: undefined, problem: String(error) };
    } finally {
      stop();
    }
  }

  private async understand(response: Response): Promise<SendResult> {
    const { status } = response;
    if (status === 429 || status === 502 || status === 503 || status === 504) {
      const after = parseRetryAfter(response.headers.get('Retry-After'), this.clock.now());
      return { type: 'again', after, problem: `the collector answered ${status}` };
    }
    if (!response.ok) {
      const { message } = await readJson(response);
      const words = typeof message === 'string' ? `: ${message}` : '';
      return { type: 'refused', problem: `the collector answered ${status}${words}` };
    }
    return understandSuccess(await readJson(response));
  }
}

type Json = Readonly<Record<string, unknown>>;

function understandSuccess({ partialSuccess }: Json): SendResult {
  const { rejectedSpans, rejectedDataPoints, errorMessage } = isJson(partialSuccess)
    ? partialSuccess
    : {};
  // 64 bits: a decimal string, though receivers may take numbers, too.
  const rejected = Number(rejectedSpans ?? rejectedDataPoints ?? 0);
  return {
    type: 'accepted',
    rejected: Number.isSafeInteger(rejected) && rejected > 0 ? rejected : 0,
    problem: typeof errorMessage === 'string' ? errorMessage : '',
  };
}

/** What cannot be read says nothing: the status has told what matters. */
async function readJson(response: Response): Promise<Json> {
  try {
    const body: unknown = await response.json();
    return isJson(body) ? body : {};
  } catch {
    return {};
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}
