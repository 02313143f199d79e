import {
  HttpClient,
  provideHttpClient,
  withInterceptors,
  withInterceptorsFromDi,
  type HttpInterceptorFn,
  type HttpResponse,
} from '@angular/common/http';
import {
  HttpTestingController,
  provideHttpClientTesting,
  type TestRequest,
} from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import {
  CircuitBreakers,
  CLOCK,
  ConvoyModule,
  provideConvoy,
  RANDOM,
  withConvoy,
  type Fallback,
} from 'ngx-convoy';
import type { OutboxEntry } from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { service } from '../house.spec';
import { withDegradation } from '../with-degradation';
import { Outbox } from './outbox';
import { OutboxEntries } from './outbox-entries';
import type { OutboxSetup } from './outbox-setup';
import { fromQueue } from './from-queue';
import { withOutbox } from './with-outbox';

/** What a scene differs in. */
export interface OutboxSceneOptions {
  readonly setup?: OutboxSetup;
  readonly fallbacks?: readonly Fallback[];
  /** The app's own, before ours. */
  readonly interceptor?: HttpInterceptorFn;
  /** Sets the library up in the manner of NgModules. */
  readonly isModule?: boolean;
}

/** The real library with an outbox, on a clock that stands still and a backend that says what it is told. */
export class OutboxHouse {
  readonly clock = new ManualClock();
  readonly http: HttpClient;
  readonly backend: HttpTestingController;
  readonly outbox: Outbox;
  readonly entries: OutboxEntries;
  readonly breakers: CircuitBreakers;
  readonly events: string[] = [];

  constructor(options: OutboxSceneOptions = {}) {
    const { setup = {}, fallbacks = [fromQueue()], interceptor, isModule = false } = options;
    const app = withInterceptors(interceptor === undefined ? [] : [interceptor]);
    const config = { services: [service('comments')] };
    const extensions = [
      withDegradation({ fallbacks: { comments: fallbacks } }),
      withOutbox({ storage: 'memory', ...setup }),
    ];
    TestBed.configureTestingModule({
      imports: isModule ? [ConvoyModule.forRoot(config, ...extensions)] : [],
      providers: [
        ...(isModule
          ? [provideHttpClient(app, withInterceptorsFromDi())]
          : [provideHttpClient(app, withConvoy()), provideConvoy(config, ...extensions)]),
        provideHttpClientTesting(),
        { provide: CLOCK, useValue: this.clock },
        { provide: RANDOM, useValue: () => 0.5 },
      ],
    });
    this.http = TestBed.inject(HttpClient);
    this.backend = TestBed.inject(HttpTestingController);
    this.outbox = TestBed.inject(Outbox);
    this.entries = TestBed.inject(OutboxEntries);
    this.breakers = TestBed.inject(CircuitBreakers);
    this.outbox.events.subscribe(({ type, entry }) => this.events.push(`${type} ${entry.id}`));
    TestBed.tick();
  }

  /** A write; what has come of it so far is in the result. */
  post(url = '/api/comments', body: unknown = { text: 'hello' }, options: object = {}): Outcome {
    const outcome: { -readonly [K in keyof Outcome]: Outcome[K] } = {
      response: undefined,
      error: undefined,
    };
    this.http.post<unknown>(url, body, { ...options, observe: 'response' }).subscribe({
      next: (response) => (outcome.response = response),
      error: (error: unknown) => (outcome.error = error),
    });
    return outcome;
  }

  /** Everything happens that needs no time of the clock. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 5; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve));
      TestBed.tick();
    }
  }

  async pass(ms: number): Promise<void> {
    await this.settle();
    for (let passed = 0; passed < ms; passed += 1_000) {
      this.clock.advance(Math.min(1_000, ms - passed));
      await this.settle();
    }
  }

  /** The request that is on its way, and no other. */
  request(): TestRequest {
    return this.backend.expectOne(() => true);
  }

  get states(): readonly string[] {
    return this.entries.line().map(({ state }) => state);
  }

  get first(): OutboxEntry | undefined {
    return this.entries.line()[0];
  }
}

/** What a write has come to. */
export interface Outcome {
  readonly response: HttpResponse<unknown> | undefined;
  readonly error: unknown;
}

export const unreachable = [new ProgressEvent('error'), { status: 0, statusText: '' }] as const;

/** What a write was answered with. @throws Error when it was not */
export function answered({ response }: Outcome): HttpResponse<unknown> {
  if (response === undefined) throw new Error('It was not answered.');
  return response;
}
