import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';
import { ServiceCalls } from '../http/service-calls';
import { Upstreams } from '../registry/upstreams';

/**
 * Development only: notices requests to a registered service that came past the interceptors, and says once how to
 * mend it. A set-up that does nothing must not stay silent.
 */
@Service()
export class SilenceDetector {
  private readonly upstreams = inject(Upstreams);
  private readonly calls = inject(ServiceCalls);
  private readonly view = inject(DOCUMENT).defaultView;
  private readonly destroyRef = inject(DestroyRef);

  /** Watches the browser's own list of requests. Does nothing where there is none (a server, an old browser). */
  start(): void {
    const view = this.view;
    if (view === null || !('PerformanceObserver' in view)) return;
    const observer = new view.PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        this.look(entry as PerformanceResourceTiming, observer);
    });
    observer.observe({ type: 'resource' });
    this.destroyRef.onDestroy(() => {
      observer.disconnect();
    });
  }

  private look(entry: PerformanceResourceTiming, observer: PerformanceObserver): void {
    // The first request that an interceptor sees proves the set-up.
    if (this.calls.sawRequest) {
      observer.disconnect();
      return;
    }
    const isRequest = entry.initiatorType === 'fetch' || entry.initiatorType === 'xmlhttprequest';
    const origin = this.view?.location.origin ?? '';
    const url = entry.name.startsWith(origin) ? entry.name.slice(origin.length) : entry.name;
    const service = isRequest ? this.upstreams.match(url)?.service : undefined;
    if (service === undefined) return;
    observer.disconnect();
    console.error(
      `ngx-convoy: '${url}' belongs to the service '${service}', but was sent without ngx-convoy. ` +
        'Its interceptors are not installed: use provideHttpClient(withConvoy()), or in an NgModule app ' +
        'ConvoyModule.forRoot(…) with provideHttpClient(withInterceptorsFromDi()).',
    );
  }
}
