import {
  HttpBackend,
  HttpErrorResponse,
  HttpResponse,
  provideHttpClient,
  type HttpEvent,
  type HttpRequest,
} from '@angular/common/http';
import { createEnvironmentInjector, EnvironmentInjector, type Provider } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { withConvoy } from 'ngx-convoy';
import type { SagaDefinition } from 'ngx-convoy/core';
import { deleteDB } from 'idb';
import { Observable } from 'rxjs';
import { JournalHealth } from './journal/journal-health';
import { SagaStorage } from './journal/saga-storage';
import { SagaHost } from './saga/saga-host';
import { SagaRunner } from './saga/saga-runner';
import { SagaRuns } from './saga/saga-runs';
import type { SagasOptions } from './saga/sagas-options';
import { withSagas } from './saga/with-sagas';

/** A participant behind HttpClient: keeps the TCC rules, and holds answers back on demand. */
export class Backend implements HttpBackend {
  readonly requests: string[] = [];
  readonly effects = new Set<string>();
  readonly tombstones = new Set<string>();
  /** Status by method and path; without one all is well. `hang` never answers. */
  readonly fates = new Map<string, number | 'hang'>();

  handle(request: HttpRequest<unknown>): Observable<HttpEvent<unknown>> {
    const key = request.headers.get('Idempotency-Key') ?? '';
    const path = new URL(request.urlWithParams, 'http://host').pathname;
    this.requests.push(`${request.method} ${path} ${key}`.trim());
    const fate = this.fates.get(`${request.method} ${path.split('/by-key/')[0] ?? ''}`);
    return new Observable((observer) => {
      if (fate === 'hang') return;
      if (typeof fate === 'number') {
        observer.error(new HttpErrorResponse({ status: fate, url: path }));
        return;
      }
      if (request.method === 'POST') {
        if (this.tombstones.has(key)) observer.error(new HttpErrorResponse({ status: 409 }));
        this.effects.add(key);
      } else if (request.method === 'DELETE') {
        const target = decodeURIComponent(path.split('/by-key/')[1] ?? '');
        this.tombstones.add(target);
        this.effects.delete(target);
      }
      observer.next(new HttpResponse({ status: 200, body: { key } }));
      observer.complete();
    });
  }
}

/**
 * A tab of the browser: an app of its own on the storage, the locks and the channels that all share. The services stand in the
 * `TestBed`, where all of them find them.
 */
export class Tab {
  private readonly injector: EnvironmentInjector;
  private isClosed = false;

  constructor(
    sagas: readonly SagaDefinition[],
    backend: Backend,
    options: SagasOptions,
    providers: readonly Provider[] = [],
  ) {
    this.injector = createEnvironmentInjector(
      [
        SagaHost,
        SagaRunner,
        SagaRuns,
        SagaStorage,
        JournalHealth,
        provideHttpClient(withConvoy()),
        { provide: HttpBackend, useValue: backend },
        ...withSagas(sagas, options).providers,
        ...providers,
      ],
      TestBed.inject(EnvironmentInjector),
    );
    TestBed.tick();
  }

  get runner(): SagaRunner {
    return this.injector.get(SagaRunner);
  }

  get runs(): SagaRuns {
    return this.injector.get(SagaRuns);
  }

  get storage(): SagaStorage {
    return this.injector.get(SagaStorage);
  }

  /** However often it is called. */
  close(): void {
    if (!this.isClosed) this.injector.destroy();
    this.isClosed = true;
  }
}

let names = 0;

/** A name that no other spec uses, whose database is gone afterwards. */
export function freshName(): string {
  names += 1;
  return `spec-${Date.now()}-${names}`;
}

export async function forget(name: string): Promise<void> {
  await deleteDB(name);
}

/** Waits until something is so, looking again after every turn of the event loop. */
export async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 2_000; turn += 1) {
    if (condition()) return;
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Error('It never came to that.');
}
