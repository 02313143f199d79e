import type { HttpEvent, HttpHandler, HttpInterceptor, HttpRequest } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import { Orchestration } from './orchestration';

/**
 * `convoyInterceptor` as a class, for `provideHttpClient(withInterceptorsFromDi())`.
 *
 * `ConvoyModule.forRoot` registers it. Beside `withConvoy()` it does no harm: a call is handled once.
 */
@Service()
export class ConvoyHttpInterceptor implements HttpInterceptor {
  private readonly orchestration = inject(Orchestration);

  intercept(request: HttpRequest<unknown>, next: HttpHandler): Observable<HttpEvent<unknown>> {
    return this.orchestration.handle(request, (attempt) => next.handle(attempt));
  }
}
