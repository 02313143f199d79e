import { withInterceptors, type HttpFeature, type HttpFeatureKind } from '@angular/common/http';
import { convoyInterceptor } from './convoy-interceptor';

/**
 * Puts ngx-convoy's interceptor into `HttpClient`.
 *
 * Interceptors that are listed before see one request per call; those listed after see each attempt.
 *
 * @usageNotes
 * ```ts
 * provideHttpClient(withInterceptors([authInterceptor]), withConvoy())
 * ```
 */
export function withConvoy(): HttpFeature<HttpFeatureKind.Interceptors> {
  return withInterceptors([convoyInterceptor]);
}
