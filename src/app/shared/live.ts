import { HttpClient, type HttpResponse } from '@angular/common/http';
import { computed, inject, type Signal } from '@angular/core';
import { toObservable, toSignal } from '@angular/core/rxjs-interop';
import { traceOf } from 'ngx-convoy';
import { provenanceOf } from 'ngx-convoy/degradation';
import {
  catchError,
  defer,
  map,
  merge,
  NEVER,
  of,
  repeat,
  startWith,
  switchMap,
  tap,
  timer,
  type Observable,
} from 'rxjs';
import { AskAgain } from './ask-again';
import { TabVisibility } from './tab-visibility';

/** What a page knows about an answer that it asks for again and again. */
export type Live<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly value: T; readonly kept: boolean }
  /** `reference`: the trace of the call, for whoever asks for help. */
  | { readonly kind: 'failed'; readonly reference?: string };

export interface LiveOptions {
  /** Milliseconds from an answer to the next question. */
  readonly every: number;
  /** Asks at once whenever it emits. */
  readonly again?: Observable<unknown>;
}

const LOADING: Live<never> = { kind: 'loading' };
const FAILED: Live<never> = { kind: 'failed' };

/** Milliseconds to the next question while the answer is an old one or none. */
const WHILE_UNWELL = 4_000;

/**
 * Keeps the answer to a GET current while somebody looks at the tab.
 *
 * Plain HttpClient: what is routed, retried, cut short or answered from memory happens below it. All that is seen of it here
 * is what an answer says of where it comes from (in the standard header `Cache-Status`); while it is old, the page asks sooner.
 *
 * @usageNotes
 * protected readonly prices = live<readonly Price[]>(() => '/api/pricing/prices', { every: 5_000 });
 */
export function live<T>(url: () => string, options: LiveOptions): Signal<Live<T>> {
  const http = inject(HttpClient);
  const tab = inject(TabVisibility);
  const { again = NEVER } = options;
  const asking = { ...options, again: merge(again, inject(AskAgain).signals) };

  return toSignal(
    toObservable(computed(url)).pipe(
      switchMap((address) => keepAsking<T>(http, tab, address, asking)),
    ),
    { initialValue: LOADING },
  );
}

function keepAsking<T>(
  http: HttpClient,
  tab: TabVisibility,
  url: string,
  { every, again }: Required<LiveOptions>,
): Observable<Live<T>> {
  let last: Live<T> = LOADING;
  return defer(() => http.get<T>(url, { observe: 'response' })).pipe(
    map((response): Live<T> => {
      const { body } = response;
      return body === null ? FAILED : { kind: 'ready', value: body, kept: isKept(response) };
    }),
    catchError((error: unknown) => of(failed(error))),
    tap((state) => (last = state)),
    repeat({
      delay: () => {
        const isWell = last.kind === 'ready' && !last.kept;
        const pause = isWell ? every : Math.min(every, WHILE_UNWELL);
        return merge(timer(pause), again).pipe(switchMap(() => tab.whenVisible()));
      },
    }),
    startWith(LOADING),
  );
}

/** Whether it is not what the service says now, nor what HTTP calls fresh. */
function isKept(response: HttpResponse<unknown>): boolean {
  const { source } = provenanceOf(response);
  return source !== 'live' && source !== 'cache';
}

function failed(error: unknown): Live<never> {
  const trace = traceOf(error);
  return trace === undefined ? FAILED : { kind: 'failed', reference: trace.traceId };
}
