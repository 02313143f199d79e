import {
  HttpClient,
  provideHttpClient,
  type HttpErrorResponse,
  type HttpResponse,
} from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import {
  CircuitBreakers,
  CLOCK,
  provideConvoy,
  RANDOM,
  ServiceRegistry,
  withConvoy,
  type ConvoyExtension,
  type ServiceConfig,
} from 'ngx-convoy';
import { ManualClock } from 'ngx-convoy/testing';
import type { DegradationOptions } from './degradation-options';
import { withDegradation } from './with-degradation';

/** 2026-01-01T14:02:00 in the zone of whoever runs the specs. */
export const START = new Date(2026, 0, 1, 14, 2).getTime();

/** A service that is tried once a call, and whose breaker opens by the second failure in a row for 5 s. */
export function service(name: string, changes: Partial<ServiceConfig> = {}): ServiceConfig {
  return {
    ...{ name, match: `/api/${name}`, instances: [`http://${name}.test`] },
    retry: { attempts: 0 },
    breaker: {
      ...{ consecutiveFailures: 2, timeoutDuration: 5_000, backoff: { jitter: 0 } },
      trials: { permitted: 1, required: 1 },
    },
    ...changes,
  };
}

export interface House {
  readonly clock: ManualClock;
  readonly http: HttpClient;
  readonly backend: HttpTestingController;
  readonly registry: ServiceRegistry;
  readonly breakers: CircuitBreakers;
  /** One call, and how its backend answers it: a body, or a status that is an error. */
  call(url: string, answer?: unknown, headers?: Record<string, string>): Outcome;
  /** Lets time pass and what hangs on it happen. */
  pass(ms: number): void;
}

export interface Outcome {
  readonly response: HttpResponse<unknown> | undefined;
  readonly error: HttpErrorResponse | undefined;
}

/** The real library on a clock that stands still and a backend that says what it is told. */
export function house(
  options: DegradationOptions,
  services: readonly ServiceConfig[],
  extensions: readonly ConvoyExtension[] = [],
): House {
  const clock = new ManualClock(START);
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(withConvoy()),
      provideHttpClientTesting(),
      provideConvoy({ services }, withDegradation(options), ...extensions),
      { provide: CLOCK, useValue: clock },
      { provide: RANDOM, useValue: () => 0.5 },
    ],
  });
  const http = TestBed.inject(HttpClient);
  const backend = TestBed.inject(HttpTestingController);
  const pass = (ms: number): void => {
    TestBed.tick();
    clock.advance(ms);
    TestBed.tick();
  };
  pass(0);
  return {
    ...{ clock, http, backend, pass },
    registry: TestBed.inject(ServiceRegistry),
    breakers: TestBed.inject(CircuitBreakers),
    call: (url, answer, headers = {}) => {
      const outcome = { response: undefined, error: undefined } as {
        -readonly [K in keyof Outcome]: Outcome[K];
      };
      http.get(url, { observe: 'response' }).subscribe({
        next: (response) => (outcome.response = response),
        error: (error: HttpErrorResponse) => (outcome.error = error),
      });
      for (const request of backend.match(() => true)) {
        if (typeof answer !== 'number') request.flush(answer ?? null, { headers });
        else if (answer === 0) request.error(new ProgressEvent('error'));
        else request.flush(null, { status: answer, statusText: 'as told' });
      }
      TestBed.tick();
      return outcome;
    },
  };
}
