import { ApplicationRef, DOCUMENT, inject, REQUEST, Service } from '@angular/core';
import { extractTraceContext, type TraceContext } from 'ngx-convoy/core';
import { CLOCK } from '../platform/tokens';
import { TRACING } from './tracing';

declare const ngServerMode: unknown;

/** Milliseconds after which a page counts as loaded although the app never came to rest. */
const LONGEST_LOAD = 10_000;

/**
 * The trace in which the page was made: calls that the app makes while it loads belong to it.
 *
 * In the browser it is read from `<meta name="traceparent">` (with `tracestate` and `baggage` beside it), else from the
 * `Server-Timing` of the navigation; on a server from the headers of the request. It ends when the app is stable, after ten
 * seconds at the latest: what a person does later are traces of their own. A page that came out of the browser's cache
 * tells an old story and is not believed.
 */
@Service()
export class PageTrace {
  private readonly document = inject(DOCUMENT);
  private readonly clock = inject(CLOCK);
  private readonly request = inject(REQUEST, { optional: true });
  private context: TraceContext | undefined = undefined;
  private readonly until: number = this.clock.now() + LONGEST_LOAD;

  constructor() {
    if (inject(TRACING).continuePage === false) return;
    this.context = this.read();
    if (this.context === undefined || isServer()) return;
    void inject(ApplicationRef)
      .whenStable()
      .then(() => {
        this.context = undefined;
      });
  }

  /** `undefined` when nobody told of one, or the page has loaded. */
  get current(): TraceContext | undefined {
    if (this.context === undefined) return undefined;
    if (!isServer() && this.clock.now() > this.until) this.context = undefined;
    return this.context;
  }

  private read(): TraceContext | undefined {
    const { request } = this;
    if (request !== null) return extractTraceContext((name) => request.headers.get(name));
    if (isServer() || this.isReplay()) return undefined;
    return (
      extractTraceContext((name) => this.meta(name)) ??
      extractTraceContext((name) => this.serverTiming(name))
    );
  }

  private meta(name: string): string | null | undefined {
    return this.document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content;
  }

  private serverTiming(name: string): string | undefined {
    return this.navigation()?.serverTiming.find((entry) => entry.name === name)?.description;
  }

  private isReplay(): boolean {
    const navigation = this.navigation();
    return navigation?.transferSize === 0 && navigation.decodedBodySize > 0;
  }

  private navigation(): PerformanceNavigationTiming | undefined {
    const { defaultView } = this.document;
    const [navigation] = defaultView?.performance.getEntriesByType('navigation') ?? [];
    return navigation as PerformanceNavigationTiming | undefined;
  }
}

function isServer(): boolean {
  return typeof ngServerMode !== 'undefined' && Boolean(ngServerMode);
}
