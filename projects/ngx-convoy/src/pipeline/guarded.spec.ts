import { TestBed } from '@angular/core/testing';
import {
  AttemptTimeoutError,
  CircuitOpenError,
  pipeline,
  type Policy,
  withBreaker,
  withFallback,
  withRetry,
  withTimeout,
} from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { Observable, of, Subject, take, type Subscriber } from 'rxjs';
import { CLOCK } from '../platform/tokens';
import { guarded } from './guarded';
import { PIPELINE_RUNTIME } from './pipeline-runtime';

function setUp<const P extends readonly Policy[]>(...policies: P) {
  const clock = new ManualClock();
  TestBed.configureTestingModule({ providers: [{ provide: CLOCK, useValue: clock }] });
  const careful = pipeline(TestBed.inject(PIPELINE_RUNTIME), ...policies);
  const sources: Subject<number>[] = [];
  const source = new Observable<number>((subscriber) => {
    const subject = new Subject<number>();
    sources.push(subject);
    return subject.subscribe(subscriber);
  });
  const seen: unknown[] = [];
  const subscribe = () =>
    source.pipe(guarded(careful)).subscribe({
      next: (value) => seen.push(value),
      error: (error: unknown) => seen.push(error),
      complete: () => seen.push('complete'),
    });
  const at = (index: number): Subject<number> => {
    const subject = sources[index];
    if (subject === undefined) throw new Error(`there was no subscription ${index}`);
    return subject;
  };
  return { clock, careful, sources, seen, subscribe, at };
}

const down = new Error('down');

/** Sources that tell how often they were torn down since they were last asked. */
function counted() {
  const clock = new ManualClock();
  TestBed.configureTestingModule({ providers: [{ provide: CLOCK, useValue: clock }] });
  let count = 0;
  return {
    pipeline: pipeline(TestBed.inject(PIPELINE_RUNTIME), withBreaker(), withTimeout(1_000)),
    source: (end: (subscriber: Subscriber<number>) => void) =>
      new Observable<number>((subscriber) => {
        subscriber.add(() => {
          count += 1;
        });
        end(subscriber);
      }),
    tornDown: () => {
      const torn = count;
      count = 0;
      return torn;
    },
  };
}

describe('guarded', () => {
  it('hands a source on as it is while all is well', () => {
    const { careful, seen, subscribe, at } = setUp(withBreaker(), withRetry(), withTimeout(1_000));
    subscribe();
    at(0).next(1);
    at(0).next(2);
    at(0).complete();
    expect(seen).toEqual([1, 2, 'complete']);
    expect(careful.breaker.totals().total).toBe(1);
  });

  it('takes a source that is done at once', () => {
    const { careful } = setUp(withBreaker(), withTimeout(1_000));
    const seen: unknown[] = [];
    of(1, 2)
      .pipe(guarded(careful))
      .subscribe((value) => seen.push(value));
    expect(seen).toEqual([1, 2]);
  });

  it('subscribes anew to a source that fails', () => {
    const { clock, seen, subscribe, at } = setUp(withRetry({ attempts: 1 }));
    subscribe();
    at(0).error(down);
    clock.advance(2_000);
    at(1).next(7);
    at(1).complete();
    expect(seen).toEqual([7, 'complete']);
  });

  it('lets the error through when all attempts are used up', () => {
    const { seen, subscribe, at } = setUp();
    subscribe();
    at(0).error(down);
    expect(seen).toEqual([down]);
  });

  it('unsubscribes from a source that takes too long', () => {
    const { clock, seen, subscribe, at } = setUp(withTimeout(1_000));
    subscribe();
    clock.advance(1_050);
    expect(at(0).observed).toBeFalse();
    expect(seen).toEqual([jasmine.any(AttemptTimeoutError)]);
  });

  it('tears a source down when it is done, has failed, and when it is given up while it is subscribed to', () => {
    const { pipeline: careful, tornDown, source } = counted();
    const ends: readonly (readonly [string, (subscriber: Subscriber<number>) => void])[] = [
      ['done', (subscriber) => subscriber.complete()],
      ['failed', (subscriber) => subscriber.error(down)],
      ['too many', (subscriber) => subscriber.next(1)],
    ];
    for (const [title, end] of ends) {
      source(end)
        .pipe(guarded(careful), take(1))
        .subscribe({ error: () => undefined });
      expect(tornDown()).withContext(title).toBe(1);
    }
  });

  it('hands on nothing that comes after the end', () => {
    const { seen, subscribe, at } = setUp();
    subscribe();
    at(0).complete();
    at(0).next(1);
    expect(seen).toEqual(['complete']);
  });

  it('does not subscribe while the breaker is open', () => {
    const { careful, sources, seen, subscribe } = setUp(withBreaker());
    careful.breaker.moveTo('open', 'down');
    subscribe();
    expect(sources.length).toBe(0);
    expect(seen).toEqual([jasmine.any(CircuitOpenError)]);
  });

  it('ends everything at once when its subscriber leaves, and counts nothing', () => {
    const { careful, clock, sources, subscribe, at } = setUp(withBreaker(), withRetry());
    const subscription = subscribe();
    subscription.unsubscribe();
    expect(at(0).observed).toBeFalse();
    clock.advance(60_000);
    expect(sources.length).toBe(1);
    expect(careful.breaker.totals().total).toBe(0);
  });

  for (const answer of ['stale', Promise.resolve('stale'), of('stale')]) {
    it(`lets a fallback answer with ${Object.prototype.toString.call(answer)}`, async () => {
      const { seen, subscribe, at } = setUp(withFallback(() => answer));
      subscribe();
      at(0).error(down);
      await Promise.resolve();
      expect(seen).toEqual(['stale', 'complete']);
    });
  }
});
