import { TestBed } from '@angular/core/testing';
import {
  CircuitOpenError,
  AttemptTimeoutError,
  Pipeline,
  type PipelineOptions,
} from 'ngx-convoy/core';
import { ManualClock } from 'ngx-convoy/testing';
import { Observable, of, Subject } from 'rxjs';
import { CLOCK } from '../platform/tokens';
import { guarded } from './guarded';
import { PIPELINE_RUNTIME } from './pipeline-runtime';

function setUp(options: PipelineOptions) {
  const clock = new ManualClock();
  TestBed.configureTestingModule({ providers: [{ provide: CLOCK, useValue: clock }] });
  const pipeline = new Pipeline(options, TestBed.inject(PIPELINE_RUNTIME));
  const sources: Subject<number>[] = [];
  const source = new Observable<number>((subscriber) => {
    const subject = new Subject<number>();
    sources.push(subject);
    return subject.subscribe(subscriber);
  });
  const seen: unknown[] = [];
  const subscribe = () =>
    source.pipe(guarded(pipeline)).subscribe({
      next: (value) => seen.push(value),
      error: (error: unknown) => seen.push(error),
      complete: () => seen.push('complete'),
    });
  const at = (index: number): Subject<number> => {
    const subject = sources[index];
    if (subject === undefined) throw new Error(`there was no subscription ${index}`);
    return subject;
  };
  return { clock, pipeline, sources, seen, subscribe, at };
}

const down = new Error('down');

describe('guarded', () => {
  it('hands a source on as it is while all is well', () => {
    const { pipeline, seen, subscribe, at } = setUp({ breaker: {}, retry: {}, timeout: 1_000 });
    subscribe();
    at(0).next(1);
    at(0).next(2);
    at(0).complete();
    expect(seen).toEqual([1, 2, 'complete']);
    expect(pipeline.breaker?.totals().total).toBe(1);
  });

  it('takes a source that is done at once', () => {
    const { pipeline } = setUp({ breaker: {}, timeout: 1_000 });
    const seen: unknown[] = [];
    of(1, 2)
      .pipe(guarded(pipeline))
      .subscribe((value) => seen.push(value));
    expect(seen).toEqual([1, 2]);
  });

  it('subscribes anew to a source that fails', () => {
    const { clock, seen, subscribe, at } = setUp({ retry: { attempts: 1 } });
    subscribe();
    at(0).error(down);
    clock.advance(2_000);
    at(1).next(7);
    at(1).complete();
    expect(seen).toEqual([7, 'complete']);
  });

  it('lets the error through when all attempts are used up', () => {
    const { seen, subscribe, at } = setUp({});
    subscribe();
    at(0).error(down);
    expect(seen).toEqual([down]);
  });

  it('unsubscribes from a source that takes too long', () => {
    const { clock, seen, subscribe, at } = setUp({ timeout: 1_000 });
    subscribe();
    clock.advance(1_050);
    expect(at(0).observed).toBeFalse();
    expect(seen).toEqual([jasmine.any(AttemptTimeoutError)]);
  });

  it('does not subscribe while the breaker is open', () => {
    const { pipeline, sources, seen, subscribe } = setUp({ breaker: {} });
    pipeline.breaker?.trip('down');
    subscribe();
    expect(sources.length).toBe(0);
    expect(seen).toEqual([jasmine.any(CircuitOpenError)]);
  });

  it('ends everything at once when its subscriber leaves, and counts nothing', () => {
    const { pipeline, clock, sources, subscribe, at } = setUp({ breaker: {}, retry: {} });
    const subscription = subscribe();
    subscription.unsubscribe();
    expect(at(0).observed).toBeFalse();
    clock.advance(60_000);
    expect(sources.length).toBe(1);
    expect(pipeline.breaker?.totals().total).toBe(0);
  });
});
