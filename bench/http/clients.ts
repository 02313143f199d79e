import {
  HttpBackend,
  HttpClient,
  HttpResponse,
  provideHttpClient,
  withInterceptors,
} from '@angular/common/http';
import type { HttpEvent } from '@angular/common/http';
import { inject, Injector, type EnvironmentProviders, type Provider } from '@angular/core';
import { createApplication } from '@angular/platform-browser';
import { provideConvoy, withConvoy, withTracing } from 'ngx-convoy';
import type { ServiceConfig, TracingOptions } from 'ngx-convoy';
import { firstValueFrom, of } from 'rxjs';
import type { Observable } from 'rxjs';
import { monitoring, resilience, tracing } from './hand-written-interceptors';

type Providers = readonly (Provider | EnvironmentProviders)[];

/** Sets an application up, and returns what gets the URL through its HttpClient. */
type Client = (
  url: string,
  backend: 'in memory' | 'over loopback',
) => Promise<() => Promise<unknown>>;

const TRACEPARENT = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

/** By the names of the contenders. */
export const clients: Readonly<Record<string, Client>> = {
  'bare HttpClient': client([provideHttpClient()]),
  'ngx-convoy, no trace headers': client(convoy(services(1), { propagateTo: [] })),
  'ngx-convoy, traceparent': client(convoy(services(1), {})),
  'ngx-convoy, traceparent and four more': client(convoy(services(1), { headers: 'w3c+convoy' })),
  'three hand-written interceptors': client([
    provideHttpClient(withInterceptors([tracing, monitoring, resilience])),
  ]),
  'an interceptor that does nothing': client([
    provideHttpClient(
      withInterceptors([
        (request, next) => {
          inject(Injector);
          return next(request);
        },
      ]),
    ),
  ]),
  'an interceptor that sets one header': client([
    provideHttpClient(
      withInterceptors([
        (request, next) => next(request.clone({ setHeaders: { traceparent: TRACEPARENT } })),
      ]),
    ),
  ]),
  'ngx-convoy, 1 service': client(convoy(services(1), {})),
  'ngx-convoy, 1,000 services': client(convoy(services(1_000), {})),
};

function client(providers: Providers): Client {
  return async (url, backend) => {
    const memory: Providers =
      backend === 'in memory' ? [{ provide: HttpBackend, useClass: AnsweringAtOnce }] : [];
    const { injector } = await createApplication({ providers: [...providers, ...memory] });
    const http = injector.get(HttpClient);
    return () => firstValueFrom(http.get(url));
  };
}

/** A backend that costs nothing, so that everything else shows. */
class AnsweringAtOnce implements HttpBackend {
  handle(): Observable<HttpEvent<unknown>> {
    return of(new HttpResponse({ status: 200, body: { id: 42, name: 'an order' } }));
  }
}

function convoy(all: readonly ServiceConfig[], options: TracingOptions): Providers {
  return [provideHttpClient(withConvoy()), provideConvoy({ services: all }, withTracing(options))];
}

/** Orders, at three instances, and so many services in all. */
function services(count: number): readonly ServiceConfig[] {
  const instances = [1, 2, 3].map((i) => `${location.origin}/api/instance-${i}/orders`);
  const others = Array.from({ length: count - 1 }, (_, i) => ({
    name: `service-${i}`,
    match: `/api/service-${i}`,
    instances: [`${location.origin}/api/other-${i}`],
  }));
  return [{ name: 'orders', match: '/api/orders', instances }, ...others];
}
