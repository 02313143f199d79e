import type { HttpEvent, HttpHandler, HttpInterceptor, HttpRequest } from '@angular/common/http';
import { inject, Injector, runInInjectionContext, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import { fallbackInterceptor } from './fallback-interceptor';
import { orchestrationInterceptor } from './orchestration-interceptor';
import { tracingInterceptor } from './tracing-interceptor';

/**
 * The three interceptors as one class, for `provideHttpClient(withInterceptorsFromDi())`.
 *
 * `ConvoyModule.forRoot` registers it. Beside `withConvoy()` it does no harm: a call is handled once.
 */
@Service()
export class ConvoyHttpInterceptor implements HttpInterceptor {
  private readonly injector = inject(Injector);

  intercept(request: HttpRequest<unknown>, next: HttpHandler): Observable<HttpEvent<unknown>> {
    const within = <T>(run: () => T): T => runInInjectionContext(this.injector, run);
    return within(() =>
      tracingInterceptor(request, (traced) =>
        within(() =>
          fallbackInterceptor(traced, (guarded) =>
            within(() => orchestrationInterceptor(guarded, (attempt) => next.handle(attempt))),
          ),
        ),
      ),
    );
  }
}
