import { pipeline, withBreaker, withRetry, withTimeout } from 'ngx-convoy/core';
import {
  Observable,
  catchError,
  from,
  lastValueFrom,
  of,
  retry,
  tap,
  throwError,
  timeout,
} from 'rxjs';
import type { MonoTypeOperatorFunction } from 'rxjs';
import { guarded } from '../../../projects/ngx-convoy/src/pipeline/guarded';
import type { Target, TimeCase } from '../../harness/suite.ts';
import { windowOptions } from './breakers';
import { caller, resolved } from './calls';
import { runtime } from './runtime';

/** A promise made anew for every subscriber, as a request would be. */
const asynchronous = new Observable<unknown>((subscriber) =>
  from(resolved()).subscribe(subscriber),
);

export const rxSynchronous = around('a synchronous source', of<unknown>(0), [
  { contender: 'ngx-convoy, one operator', atMost: 3, of: 'bare' },
]);

export const rxAsynchronous = around('an asynchronous source', asynchronous, [
  { contender: 'ngx-convoy, one operator', atMost: 2.5, of: 'bare' },
]);

function around(what: string, source: Observable<unknown>, targets: readonly Target[]): TimeCase {
  const ours = pipeline(
    runtime,
    withRetry({ attempts: 2 }),
    withTimeout(2_000),
    withBreaker(windowOptions),
  );
  return {
    kind: 'time',
    name: `retry, timeout and breaker as operators on ${what}`,
    baseline: 'bare',
    contenders: [
      caller('bare', () => () => lastValueFrom(source)),
      caller('ngx-convoy, one operator', () => {
        const guardedSource = source.pipe(guarded(ours));
        return () => lastValueFrom(guardedSource);
      }),
      caller('RxJS operators and a counting breaker', () => {
        const composed = source.pipe(timeout(2_000), counting(5, 10_000), retry(2));
        return () => lastValueFrom(composed);
      }),
    ],
    targets,
  };
}

/** The breaker that one writes in an afternoon: so many failures in a row, then a pause. */
function counting(limit: number, pause: number): MonoTypeOperatorFunction<unknown> {
  let failures = 0;
  let openUntil = 0;
  return (source) =>
    new Observable((observer) => {
      const guardedSource =
        Date.now() < openUntil
          ? throwError(() => new Error('The circuit is open.'))
          : source.pipe(
              tap({ complete: () => (failures = 0) }),
              catchError((error: unknown) => {
                failures += 1;
                if (failures >= limit) openUntil = Date.now() + pause;
                return throwError(() => error);
              }),
            );
      return guardedSource.subscribe(observer);
    });
}
