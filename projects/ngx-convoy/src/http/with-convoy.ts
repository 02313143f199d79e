import { withInterceptors, type HttpFeature, type HttpFeatureKind } from '@angular/common/http';
import { fallbackInterceptor } from './fallback-interceptor';
import { orchestrationInterceptor } from './orchestration-interceptor';
import { tracingInterceptor } from './tracing-interceptor';

/**
 * Puts ngx-convoy's interceptors into `HttpClient`.
 *
 * Interceptors that are listed before see one request per call; those listed after see each attempt.
 *
 * @usageNotes
 * ```ts
 * provideHttpClient(withInterceptors([authInterceptor]), withConvoy())
 * ```
 */
export function withConvoy(): HttpFeature<HttpFeatureKind.Interceptors> {
  return withInterceptors([tracingInterceptor, fallbackInterceptor, orchestrationInterceptor]);
}
