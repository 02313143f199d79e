import { HttpClient } from '@angular/common/http';
import { computed, DOCUMENT, inject, Service, signal } from '@angular/core';
import { toObservable } from '@angular/core/rxjs-interop';
import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  merge,
  repeat,
  switchMap,
  timer,
  type Observable,
} from 'rxjs';
import { remembered } from '../shared/remembered';
import { TabVisibility } from '../shared/tab-visibility';
import { visitors, type Step, type Visitor } from './visitors';

/** Milliseconds a visitor looks at one thing before going on; drawn anew for each step. */
const THINK = { least: 500, most: 1_500 };

/**
 * A few simulated visitors of all three businesses, so that the console has something to show.
 *
 * Each goes step by step and waits for the answer as a person would: slow backends see less traffic, not more. About five
 * calls a second altogether, none while nobody looks at the tab. `?traffic=off` keeps it quiet for this visit.
 */
@Service()
export class DemoTraffic {
  private readonly http = inject(HttpClient);
  private readonly tab = inject(TabVisibility);

  private readonly stored = remembered('harbour.traffic', 'on', isOnOrOff);
  private readonly quietVisit = signal(
    new URLSearchParams(inject(DOCUMENT).location.search).get('traffic') === 'off',
  );

  readonly enabled = computed(() => this.stored() === 'on' && !this.quietVisit());
  private readonly runs = toObservable(computed(() => this.enabled() && this.tab.visible()));

  /** Lets the visitors in; call it once. */
  start(): void {
    this.runs
      .pipe(switchMap((runs) => (runs ? merge(...visitors.map((one) => this.visit(one))) : EMPTY)))
      .subscribe();
  }

  toggle(): void {
    const next = this.enabled() ? 'off' : 'on';
    this.quietVisit.set(false);
    this.stored.set(next);
  }

  private visit(visitor: Visitor): Observable<never> {
    let round = 0;
    return defer(() => from(visitor(round++))).pipe(
      concatMap((step) => concat(think(), this.ask(step))),
      ignoreElements(),
      repeat(),
    );
  }

  private ask({ method, url, body }: Step): Observable<never> {
    return this.http.request(method, url, { body }).pipe(
      ignoreElements(),
      // A visitor who gets no answer goes on; what went wrong is the console's to show.
      catchError(() => EMPTY),
    );
  }
}

function isOnOrOff(text: string): text is 'on' | 'off' {
  return text === 'on' || text === 'off';
}

function think(): Observable<never> {
  return timer(THINK.least + Math.random() * (THINK.most - THINK.least)).pipe(ignoreElements());
}
